"""Inputs drawn in Python read exactly as Django's own templates."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from hrcities.widgets import DRAWN, Renderer

ATTRIBUTES = {"id": "id_it", "required": True, "disabled": False, "data-said": 'a "word" <b>'}
CHOICES = [
    ("", gettext_lazy("None of these")),
    (1, "Under 5,000 & over"),
    ("Some", [("a", "<b>A</b>"), ("b", mark_safe("<i>B</i>"))]),
]
WIDGETS = [
    forms.TextInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.HiddenInput,
    forms.DateInput,
    forms.TimeInput,
    forms.CheckboxInput,
    forms.FileInput,
    forms.Textarea,
    forms.Select,
    forms.SelectMultiple,
    forms.NullBooleanSelect,
]


def test_it_is_the_renderer_of_every_form():
    assert type(get_default_renderer()) is Renderer


def test_every_kind_that_is_drawn_is_tried_here():
    tried = {widget().template_name for widget in WIDGETS}

    assert set(DRAWN) <= tried


@pytest.mark.parametrize("value", [None, "", 0, 1234567, "“a” < 'b' & c", date(2026, 11, 5), True])
@pytest.mark.parametrize("widget", WIDGETS)
def test_drawn_and_made_from_a_template_are_the_same(widget, value):
    drawn = widget(attrs=ATTRIBUTES)
    if isinstance(drawn, forms.Select) and widget is not forms.NullBooleanSelect:
        drawn.choices = CHOICES
        value = [value] if widget is forms.SelectMultiple else value

    ours = drawn.render("name", value, renderer=Renderer())
    theirs = drawn.render("name", value, renderer=DjangoTemplates())

    assert ours.strip() == theirs.strip()
