"""What may stand in each kind of document, key by key (design §3)."""

from typing import Any

from commitments import sentences
from commitments.choices import Ask, Catalogue, CountsAs, EditionState, MapsTo, RequirementType
from commitments.terms import DAYS, MONTHS, SEATS

from .shapes import KEY, SLUG, Code, Flag, Keyed, ListOf, OneOf, Parts, Shape, Text, Whole, words

CODE, TEXT, TITLE, LABEL = Code(), Text(), Text(300), Text(200)
LANGUAGE = Code(10, r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
MANY = Whole(1, 100)
CODES = ListOf(CODE)

STEP = Parts({"value": Whole(0, 100), "label": Text(100)}, {"key": KEY, "meaning": TEXT})
SCALE = Parts({"code": KEY, "steps": ListOf(STEP, least=2)}, {"title": LABEL})
SPECIAL_ANSWER = Parts(
    {"key": KEY, "label": LABEL, "counts_as": words(CountsAs)},
    {"asks": ListOf(words(Ask)), "meaning": TEXT},
)
SIZE_CLASS = Parts({"code": CODE, "label": LABEL, "min": Whole()}, {"max": Whole(or_nothing=True)})
# What a kind of demand takes besides is checked in references.py, against commitments.levels.
DEMAND = Parts(
    {"kind": Text(40)},
    {"value": Whole(0, 1000), "commitments": ListOf(CODE, least=1), "by_size": Keyed(MANY)},
)
LEVEL = Parts({"code": CODE, "title": Text(100), "demands": ListOf(DEMAND)}, {"meaning": TEXT})
CODED_TEXT = Parts({"code": CODE, "text": TEXT})
PILLAR = Parts({"code": CODE, "title": LABEL}, {"question": TEXT, "fra_layer": Text(40)})
REQUIREMENT = Parts(
    {"code": CODE, "text": TEXT},
    {"type": words(RequirementType), "core": Flag(), "scale": KEY, "steps": ListOf(TEXT, least=1)},
)
INDICATOR = Parts(
    {"code": CODE, "name": TITLE}, {"unit": KEY, "type": words(RequirementType), "sdg": CODE}
)
COMMITMENT = Parts(
    {"code": CODE, "pillar": CODE, "title": TITLE},
    {
        "plain": TEXT,
        "description": TEXT,
        "why_it_helps": TEXT,
        "requirements": ListOf(REQUIREMENT),
        "evidence": ListOf(CODED_TEXT),
        "indicators": ListOf(INDICATOR),
        "not_enough": TEXT,
        "small_authority": TEXT,
        "resident_question": TEXT,
        "links": Parts(may={"charter": CODES, "sdg": CODES, "areas": CODES, "instruments": CODES}),
        "fra_element": TITLE,
        "drawn_from": CODES,
    },
)
BODY = Parts({"seats": MANY, "quorum": MANY})
ASSESS = Whole(1, 100, or_word="all")
PANEL = Parts(
    may={
        "seats": Keyed(Whole(0, 100), words=tuple(SEATS)),
        "chair": words(SEATS),
        "peer_countries_min": Whole(0, 100),
        "similar_peer_min": Whole(0, 100),
        "load_max": MANY,
        "redraws_max": Whole(0, 100),
        "assess": Parts(may={"core": ASSESS, "other": ASSESS}),
    }
)
TERMS: dict[str, Shape] = {
    "licence_note": TEXT,
    "ground_rules": ListOf(CODED_TEXT),
    "confidence": ListOf(Parts({"key": KEY, "label": LABEL, "set_by": OneOf(("city", "panel"))})),
    "indicator_types": ListOf(
        Parts({"key": words(RequirementType), "label": LABEL}, {"meaning": TEXT})
    ),
    "units": ListOf(KEY),
    "panel": PANEL,
    "committee": BODY,
    "board": BODY,
    "clocks_days": Keyed(Whole(1, 3650), words=tuple(DAYS)),
    "clocks_months": Keyed(Whole(1, 600), words=tuple(MONTHS)),
    "max_consecutive_deferrals": Whole(0, 100),
    "sessions_per_year": Whole(1, 12),
    "monitoring": ListOf(
        Parts(
            {"key": KEY, "label": LABEL},
            {
                "rhythm_months": Whole(1, 600),
                "owner": TEXT,
                "asks_for": ListOf(TEXT),
                "effort_note": TEXT,
            },
        )
    ),
    "quick_scan": ListOf(Parts({"requirement": CODE, "ask": TEXT})),
}
EDITION = Parts(
    {
        "code": SLUG,
        "edition": CODE,
        "language": LANGUAGE,
        "title": TITLE,
        "scales": ListOf(SCALE, least=1),
        "levels": ListOf(LEVEL),
        "pillars": ListOf(PILLAR, least=1),
        "commitments": ListOf(COMMITMENT, least=1),
    },
    {
        "state": words(EditionState),
        "purpose": TEXT,
        "note": TEXT,
        "special_answers": ListOf(SPECIAL_ANSWER),
        "size_classes": ListOf(SIZE_CLASS),
        "grave_concerns": ListOf(CODED_TEXT),
        **TERMS,
    },
)

NAMED = Parts({"code": SLUG, "edition": CODE})
MAPPING = Parts(
    {
        "from": NAMED,
        "to": NAMED,
        "pairs": ListOf(Parts({"from": CODE, "to": CODE, "how": words(MapsTo)}), least=1),
    },
    {"note": TEXT},
)


def _known(shape: Any) -> dict[str, Any]:
    """The shapes of all that a table can hold, by key."""
    return {**shape.must, **shape.may}


def _said(shape: Any, names: tuple[str, ...]) -> Shape:
    """By code or key, what a translation says of each item of a list in an edition."""
    known = _known(shape.item)
    if len(names) == 1:
        return Keyed(known[names[0]], Code(40))
    return Keyed(Parts(may={name: known[name] for name in names}), Code(40))


STEPS = ListOf(Parts(may={name: _known(STEP)[name] for name in sentences.STEP}))
TRANSLATION = Parts(
    {
        "translates": NAMED,
        "language": LANGUAGE,
        "made_from": Code(64, r"[0-9a-f]{64}"),
        "translator": TITLE,
        "texts": Parts(
            may={
                "edition": Parts(may={name: _known(EDITION)[name] for name in sentences.EDITION}),
                "scales": Keyed(Parts(may={"title": LABEL, "steps": STEPS}), Code(40)),
                **{
                    kind: _said(_known(EDITION)[kind], names)
                    for kind, (_key, names) in sentences.LISTS.items()
                },
                **{
                    kind: _said(_known(COMMITMENT)[kind], names)
                    for kind, (_key, names) in sentences.WITHIN.items()
                },
            }
        ),
    },
    {"note": TEXT},
)

NUMBER = Code(or_number=True)
ENTRY = Parts({"code": NUMBER, "label": Text(500)})
ENTRIES = ListOf(ENTRY)
BY_CODE = Keyed(Text(500), key=NUMBER)
NOTES = ("charter_note", "charter_unmapped_note", "sources_note")
CATALOGUES = Parts(
    may={
        **{catalogue.value: ENTRIES for catalogue in Catalogue if catalogue != Catalogue.NOTES},
        Catalogue.CHARTER_TITLES.value: ListOf(
            Parts({"code": NUMBER, "label": Text(500)}, {"articles": ListOf(NUMBER)})
        ),
        Catalogue.INSTRUMENTS.value: ListOf(
            Parts(
                {"code": NUMBER, "label": Text(500)},
                {"year": Whole(1000, 2999), "body": Text(40)},
            )
        ),
        Catalogue.CHARTER_ARTICLES.value: BY_CODE,
        Catalogue.SDG_GOALS.value: BY_CODE,
        Catalogue.SDG_TARGETS.value: BY_CODE,
        **{note: Text(500) for note in NOTES},
    }
)
