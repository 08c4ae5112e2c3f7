"""Colours can be told apart, components show what they are given, forms say what is wrong."""

import re
from pathlib import Path

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

TOKENS = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
    for part in TOKENS.split("@media screen and (prefers-color-scheme: dark)")
)
TEXT = [
    *[(word, on) for word in ("ink", "ink-soft", "act", "act-strong")
      for on in ("paper", "surface", "sand", "act-tint", "wait-tint", "good-tint", "bad-tint")],
    ("on-act", "act"), ("on-act", "act-strong"), ("on-act", "bad"), ("on-act", "bad-strong"),
    ("good", "good-tint"), ("bad", "bad-tint"), ("bad-strong", "bad-tint"), ("bad", "paper"),
    ("wait-ink", "wait-tint"), ("on-foot", "foot"), ("on-foot-soft", "foot"),
]  # fmt: skip
SHAPES = [("line-strong", "paper"), ("line-strong", "surface"), ("scale-edge", "paper"),
          ("act", "paper"), ("act", "wait-tint")]  # fmt: skip


def brightness(colour):
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(share * p for share, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted([brightness(one), brightness(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("word", "on"), TEXT)
def test_words_can_be_read(colours, word, on):
    assert contrast(colours[word], colours[on]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "on"), SHAPES)
def test_shapes_can_be_seen(colours, shape, on):
    assert contrast(colours[shape], colours[on]) >= 3


@pytest.mark.parametrize("colours", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
def test_every_step_of_every_scale_is_deeper_than_the_one_below(colours):
    paper = colours["paper"]
    scale = [colours[name] for name in LIGHT if re.fullmatch(r"scale-\d+", name)]

    depths = [contrast(colour, paper) for colour in scale]

    assert depths == sorted(depths)
    assert len(set(depths)) == len(depths)


@pytest.mark.parametrize("count", range(2, 8))
def test_every_step_of_a_scale_has_its_colour(count):
    css = (Path(settings.BASE_DIR) / "static/css/components.css").read_text()

    named = [f'.step-{value}[data-count="{count}"]' in css for value in range(count)]

    assert all(named)


@pytest.mark.parametrize(("value", "filled"), [(None, 0), (0, 0), (2, 2), (4, 4)])
def test_step_mark_fills_a_bar_for_each_step_reached(value, filled):
    facts = {"value": value, "count": 5, "label": "In part"}

    mark = render_to_string("components/step_mark.html", facts)

    assert mark.count('<i class="on">') == filled
    assert mark.count("</i>") == 4


@pytest.mark.parametrize(("is_lowest", "shape"), [(True, "outlined"), (False, "filled")])
def test_seal_differs_in_shape_and_is_named(is_lowest, shape):
    facts = {"code": "B", "title": "In place", "is_lowest": is_lowest}

    seal = render_to_string("components/level_seal.html", facts)

    assert f"seal--{shape}" in seal
    assert 'aria-label="Level B: In place"' in seal


def test_what_only_a_review_settles_stands_apart_from_what_is_lacking():
    lacks = [
        {"text": "No grave concern is open.", "url": "", "by_review": True},
        {"text": "S1.2 has no answer.", "url": "/s1-2", "by_review": False},
    ]

    page = render_to_string("components/lacking.html", {"lacks": lacks, "level_title": "level A"})

    lacking, review = page.split("Decided in the review")
    assert '<a href="/s1-2">S1.2 has no answer.</a>' in lacking
    assert "No grave concern is open." in review


def test_distribution_has_a_cell_and_a_row_for_what_it_is_given():
    items = [{"value": 0, "label": "No", "count": 3}, {"value": 1, "label": "Yes", "count": 0}]

    figure = render_to_string(
        "components/distribution.html", {"items": items, "steps": 2, "caption": "Both"}
    )

    assert figure.count('<i class="step-') == 3
    assert figure.count('<th scope="row">') == 2


class Answer(forms.Form):
    step = forms.ChoiceField(widget=forms.RadioSelect, choices=[("0", "No"), ("1", "Yes")])
    email = forms.EmailField(label="E-mail", help_text="Where letters go.")
    file = forms.FileField(help_text="PDF.")
    note = forms.CharField(required=False)
    agreed = forms.BooleanField()


def shown(tag, form):
    return Template("{% load crispy_forms_tags %}" + tag).render(Context({"form": form}))


@pytest.fixture
def wrong():
    form = Answer({"email": "nobody"})
    form.helper = FormHelper()
    form.helper.add_input(Submit("save", "Save answer"))
    form.add_error(None, ["The window is <closed>."])
    return form


@pytest.mark.parametrize("tag", ["{{ form|crispy }}", "{% crispy form %}"])
def test_form_says_first_what_is_wrong_and_leads_to_it(wrong, tag):
    page = shown(tag, wrong)

    summary = page[page.index('role="alert"') : page.index("</ul>")]
    assert "The window is &lt;closed&gt;." in summary
    for target in ("id_step_0", "id_email", "id_file", "id_agreed"):
        assert f'href="#{target}"' in summary
        assert f'id="{target}"' in page


def test_fields_are_tied_to_their_hint_and_error(wrong):
    page = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(
        Context({"form": wrong})
    )

    for name in ("email", "file"):
        field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)[0]
        assert f'aria-describedby="id_{name}_helptext id_{name}_error"' in field
        assert 'aria-invalid="true"' in field


def test_only_fields_that_may_stay_empty_are_marked():
    page = shown("{{ form|crispy }}", Answer())

    assert page.count("(optional)") == 1


def test_form_has_its_button_and_leaves_checking_to_us(wrong):
    page = Template("{% load crispy_forms_tags %}{% crispy form %}").render(
        Context({"form": wrong})
    )

    assert re.search(r'<button type="submit" name="save"[^>]*>Save answer</button>', page)
    assert re.search(r'<form[^>]* enctype="multipart/form-data" novalidate>', page)
