"""A hearing in which somebody has spoken, and the people who read it; who visits what of it."""

from types import SimpleNamespace

from accounts.choices import PostKind
from tests.factories.people import PostFactory, UserFactory
from tests.factories.voices import contribution_of, make_window, speak
from voices import actions
from voices.models import Alert

HEARING = [
    ("voices:speak", "visitor", lambda at: []),
    ("voices:protection", "visitor", lambda at: []),
    ("voices:contribution", "visitor", lambda at: [at.city.slug]),
    ("voices:contribution", "visitor", lambda at: [at.closed.slug]),
    ("voices:receipt", "visitor", lambda at: []),
    ("voices:reprisal", "visitor", lambda at: []),
    ("screening:desk", "screener", lambda at: []),
    ("screening:window", "screener", lambda at: [at.window.pk]),
    ("screening:contribution", "screener", lambda at: [at.window.pk, at.contribution.pk]),
    ("screening:alerts", "lead_of_all", lambda at: []),
    ("screening:alert", "lead_of_all", lambda at: [at.alert.pk]),
]


def around_a_hearing():
    """One hearing is open and half screened, another is closed."""
    screener = PostFactory(user=UserFactory(name="Sara"), kind=PostKind.SCREENER).user
    lead = PostFactory(user=UserFactory(name="Lena"), kind=PostKind.SECRETARIAT_LEAD).user
    window = make_window()
    receipt = speak(window, "Der Aufzug ist seit März kaputt.", language="de", commitments=("R1",))
    read = contribution_of(speak(window, "The new desk helps. Thank you!", "public", name="Anna"))
    actions.let_pass(contribution=read, text="The new desk helps. Thank you!", by=screener)
    contribution = contribution_of(receipt)
    actions.report_reprisal(text="I was called in.", contact="", window=window,
                            contribution=contribution)  # fmt: skip
    closed = make_window(framework=window.framework)
    type(closed).objects.filter(pk=closed.pk).update(
        closed_on=closed.opens_on, released_on=closed.opens_on
    )
    return SimpleNamespace(
        visitor=None,
        screener=screener,
        lead_of_all=lead,
        window=window,
        city=window.city,
        closed=closed.city,
        contribution=contribution,
        alert=Alert.objects.get(),
    )
