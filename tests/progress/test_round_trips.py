"""Whatever is typed into an answer comes back as it was typed, whichever way it is saved."""

from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from commitments.choices import CountsAs
from progress.models import Answer, AnswerVersion, Aside
from tests.factories.progress import lead_for, special_of

pytestmark = pytest.mark.usefixtures("catalogues")
HOSTILE = [
    '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "{{ x }} %s %(x)s",
    "<script>alert(1)</script>", "\u202eright to left", "עברית\u200f العربية",
    "👩🏽\u200d🦽", "🏳️\u200d🌈",
    "a\r\nb\rc\n", "  indented",
    "\ufeff", "\u0000", "ü" * 20_000, "👩🏽\u200d🦽" * 4_000,
]  # fmt: skip
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=200))
LINE = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=200)
WAYS = ["requirement", "autosave", "whole"]


def kinds(six):
    """Every kind of answer: a step, beside a step, instead of one, and nothing yet."""
    other, unknown = special_of(six).key, special_of(six, CountsAs.LACKING).key
    return [{}, {"step": 2}, {"step": 1, "special": other, "law": True, "body": True},
            {"special": unknown, "how": True, "until": date(2027, 3, 1)}]  # fmt: skip


def expected(text):
    """Line ends of one kind; nothing but blanks is nothing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip() else ""


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=TEXT, line=LINE, kind=st.integers(0, 3), way=st.sampled_from(WAYS))
@example(text="\u0000", line="", kind=0, way="autosave")
def test_every_kind_of_answer_comes_back_as_it_was_typed(
    as_lead, city, six, address, text, line, kind, way
):
    for each in (Aside, AnswerVersion, Answer):
        each.objects.all().delete()
    words = {name: line if value is True else value for name, value in kinds(six)[kind].items()}
    typed = {**words, "version": 0, "text": text}
    if way == "autosave":
        sent = typed | {"person": lead_for(city).mark, "sitting": "a", "turn": 1}
        answer = as_lead.post(address("autosave", "R1.1"), sent)
    elif way == "whole":
        sent = {"R1.2-version": 0} | {f"R1.1-{name}": value for name, value in typed.items()}
        answer = as_lead.post(address("whole", "R1"), sent)
    else:
        answer = as_lead.post(address("requirement", "R1.1"), typed)

    if "\x00" in text or any("\ud800" <= each <= "\udfff" for each in text):
        assert "cannot be kept" in answer.text or "Null characters" in answer.text
        assert not Answer.objects.exists()
        return
    kept = Answer.objects.first()
    said = kept or Answer()
    assert said.text == expected(text)
    assert {name: getattr(said, name) for name in words} == {
        name: value.strip() if name in ("law", "body") else expected(value) if name == "how"
        else value for name, value in words.items()
    }  # fmt: skip
    if kept is not None:
        shown = as_lead.get(address("requirement", "R1.1"))
        assert shown.context["form"]["text"].value() == said.text
