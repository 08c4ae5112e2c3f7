"""Fields drawn in Python: label, hint, what is wrong, and the input, in the order they are read."""

import re

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template.loader import render_to_string

CHOICES = [("a", "A <b>"), ("Some", [("b", "B")])]


class Everything(forms.Form):
    hidden = forms.CharField(widget=forms.HiddenInput, initial="x")
    text = forms.CharField(label="Text <i>", help_text="A hint")
    optional = forms.CharField(required=False)
    sometimes = forms.CharField(required=False)
    sometimes.asked_when = "(with a file)"  # type: ignore[attr-defined]
    nested = forms.CharField(required=False)
    nested.asked_when = ""  # type: ignore[attr-defined]
    box = forms.BooleanField(label="Box")
    radio = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, help_text="One")
    boxes = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    both = forms.SplitDateTimeField()
    file = forms.FileField(help_text="A file")


def drawn(name, data=None):
    html = as_crispy_field(Everything(data)[name])
    return re.sub(r"\s*\n\s*", "", html)


def test_a_label_and_an_error_are_text_and_a_hint_stands_before_the_input():
    said = drawn("text", {})

    assert said == (
        '<div id="div_id_text" class="field field--bad"><label for="id_text">Text &lt;i&gt;</label>'
        '<div id="id_text_helptext" class="field__hint">A hint</div>'
        '<div id="id_text_error"><p class="field__error"><span class="visually-hidden">Error:'
        "</span> This field is required.</p></div>"
        '<input type="text" name="text" required aria-invalid="true" '
        'aria-describedby="id_text_helptext id_text_error" id="id_text"></div>'
    )


def test_a_choice_stands_in_a_group_with_a_legend_and_says_which_is_chosen():
    said = drawn("radio", {"radio": "b"})

    assert said == (
        '<fieldset id="div_id_radio" class="field" aria-describedby="id_radio_helptext">'
        "<legend>Radio</legend>"
        '<div id="id_radio_helptext" class="field__hint">One</div><div class="choices">'
        '<div class="choice"><input type="radio" name="radio" value="a" id="id_radio_0" required>'
        '<label for="id_radio_0">A &lt;b&gt;</label></div>'
        '<p class="choices__group">Some</p>'
        '<div class="choice"><input type="radio" name="radio" value="b" id="id_radio_1_0"'
        ' required checked><label for="id_radio_1_0">B</label></div></div></fieldset>'
    )


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("hidden", '<input type="hidden" name="hidden" value="x"'),
        ("optional", '<div id="div_id_optional" class="field"><label for="id_optional">Optional '
                     '<span class="field__optional">(optional)</span></label><input'),
        ("sometimes", '<div id="div_id_sometimes" class="field"><label for="id_sometimes">Someti'
                      'mes '
                      '<span class="field__optional">(with a file)</span></label><input'),
        ("nested", '<div id="div_id_nested" class="field"><label for="id_nested">Nested</label><i'),
        ("box", '<div id="div_id_box" class="field"><div class="choice"><input type="checkbox"'),
        ("boxes", '<fieldset id="div_id_boxes" class="field"><legend>Boxes</legend><div class='),
        ("both", '<fieldset id="div_id_both" class="field"><legend>Both</legend><input'),
        ("file", '<div id="div_id_file" class="field"><label for="id_file">File</label><div id='),
    ],
)  # fmt: skip
def test_each_kind_has_its_frame(name, begins):
    assert drawn(name).startswith(begins)


def test_choices_can_stand_side_by_side_and_a_label_can_be_for_listeners_only():
    context = {"field": Everything()["boxes"], "form_show_labels": False, "wrapper_class": "wide"}

    html = render_to_string("hrc/layout/checkboxselectmultiple_inline.html", context)

    assert 'class="field wide"' in html
    assert '<legend class="visually-hidden">' in html
    assert 'class="choices choices--inline"' in html


def test_a_whole_form_is_drawn_from_its_fields():
    html = render_crispy_form(Everything())

    assert all(f'id="div_id_{name}"' in html for name in Everything().fields if name != "hidden")
