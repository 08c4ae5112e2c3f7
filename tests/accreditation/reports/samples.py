"""Facts of documents as large as real ones, made from the first edition's own words."""

from datetime import date
from itertools import cycle
from pathlib import Path

import yaml
from django.conf import settings

from accreditation.reports import parts
from accreditation.reports.certificate import Certificate
from accreditation.reports.findings import Concern, Correction, Strength
from accreditation.reports.panel_report import (
    Dialogue,
    Grave,
    GroupConfirmed,
    PanelReport,
    Reasoned,
)
from accreditation.reports.procedure import Member, Stage
from accreditation.reports.self_assessment import (
    Answered,
    AnsweredCommitment,
    AnsweredPillar,
    Citation,
    CouncilSignOff,
    Group,
    SelfAssessment,
)
from accreditation.reports.settled import (
    Difference,
    SettledCommitment,
    SettledLine,
    SettledPillar,
)
from accreditation.reports.worked_out import RungLacks, WorkedOut

EDITION = Path(settings.BASE_DIR) / "commitments" / "frameworks" / "hrc-eu-0.1.yaml"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
ALPHABETS = "Ħamrun, Għawdex, Αθήνα, София, Győr, Łódź, Ştefan, Ģertrūde"
PLACES = [2, 1, 2, 3, 0, 2, 1]
STORY = (
    "The social affairs department and the housing office meet every month with the tenants’ "
    "association and decide together on cases in which somebody could lose their home. Since 2025 "
    "nobody has been evicted without another place to go. "
)

MARKS = parts.Marks(True, True, True, "Demonstration, not run or endorsed by FRA or the EU")
AUTHORITY = parts.Authority(
    "Östhafen", "Stadtgemeinde Östhafen", "Municipality or commune", "Austria", 61_200,
    "50,000 to 249,999",
)  # fmt: skip


def edition():
    with EDITION.open() as file:
        return yaml.safe_load(file)


def edition_facts(document):
    return parts.Edition(document["title"], document["edition"], document["language"], HASH)


def steps_of(document):
    steps = document["scales"][0]["steps"]
    return [
        parts.StepKey(place, len(steps), step["label"], step["meaning"])
        for place, step in enumerate(steps)
    ]


def profile(document, others=()):
    open_counts = [place + 1 for place, _label in enumerate(others)]
    numbers = {"S": [4, 14, 21, 12], "P": [3, 9, 14, 6], "I": [2, 9, 12, 7]}
    scale = parts.ScaleKey(document["scales"][0]["title"], steps_of(document), list(others))
    return parts.Profile(
        scale,
        [
            parts.ProfileRow(pillar["title"], numbers[pillar["code"]], open_counts)
            for pillar in document["pillars"]
        ],
    )


def self_assessment_facts():
    """The filing of a city under the first edition: every commitment, every requirement."""
    document = edition()
    steps, places = steps_of(document), cycle(PLACES)

    def answered(requirement):
        place = next(places)
        step = steps[place]
        texts = requirement.get("steps") or [step.meaning for step in steps]
        return Answered(
            code=requirement["code"],
            text=requirement["text"],
            is_core=requirement.get("core", False),
            type=requirement.get("type", ""),
            value=parts.Value(step.label, place, len(steps)),
            meaning=texts[place],
            words=STORY * (1 + place % 2),
            beside="Task of another level of government" if place == 0 else "",
            law="Housing Act, section 12" if place == 0 else "",
            body="Ministry of Housing" if place == 0 else "",
            how="",
            until=None,
            confidence="Documented",
            citations=[
                Citation(
                    "Housing strategy 2025–2030", "p. 12, §3", "It names who is responsible.",
                    "de", HASH,
                )
            ]
            if place
            else [],
        )  # fmt: skip

    pillars = [
        AnsweredPillar(
            pillar["code"],
            pillar["title"],
            pillar["question"],
            [
                AnsweredCommitment(
                    commitment["code"],
                    commitment["title"],
                    commitment.get("plain", ""),
                    [answered(requirement) for requirement in commitment["requirements"]],
                )
                for commitment in document["commitments"]
                if commitment["pillar"] == pillar["code"]
            ],
        )
        for pillar in document["pillars"]
    ]
    return SelfAssessment(
        marks=MARKS,
        authority=AUTHORITY,
        edition=edition_facts(document),
        reference="HRC-2027-0001",
        filing=1,
        filed_on=date(2027, 3, 5),
        content_hash=HASH,
        sign_off=CouncilSignOff("City council", date(2027, 2, 24), "Minutes of 24 February"),
        profiles=[profile(document, ["We do not know yet"])],
        specials=[
            (special["label"], special["meaning"]) for special in document["special_answers"]
        ],
        pillars=pillars,
        groups=[
            Group("Roma and Travellers", STORY, STORY, "Agreement with the council", "p. 2"),
            Group("Persons with disabilities", STORY + ALPHABETS, STORY, "", ""),
        ],
        measures=[],
    )


def panel_report_facts(*, final=True):
    """A panel's report on a filing under the first edition."""
    document = edition()
    steps, places = steps_of(document), cycle(PLACES)

    def value(place):
        return parts.Value(steps[place].label, place, len(steps))

    def line(requirement):
        place = next(places)
        difference = None
        if requirement["code"].endswith("7.2"):
            difference = Difference(value(1), value(2), STORY, STORY)
        return SettledLine(
            code=requirement["code"],
            text=requirement["text"],
            is_core=requirement.get("core", False),
            value=parts.Value("Passed on to the committee") if difference else value(place),
            said=value(min(3, place + 1)),
            reason="" if place == 2 or difference else STORY,
            all_alike=place == 2 and not difference,
            difference=difference,
        )

    pillars = [
        SettledPillar(
            pillar["code"],
            pillar["title"],
            pillar["question"],
            [
                SettledCommitment(
                    commitment["code"],
                    commitment["title"],
                    [line(requirement) for requirement in commitment["requirements"]],
                )
                for commitment in document["commitments"]
                if commitment["pillar"] == pillar["code"]
            ],
        )
        for pillar in document["pillars"]
    ]
    finding = {"requirement": "S3.2", "requirement_text": "Nobody loses their home unheard.",
               "seen": STORY, "asked": "That everybody is heard first."}  # fmt: skip
    return PanelReport(
        marks=MARKS,
        final=final,
        authority=AUTHORITY,
        edition=edition_facts(document),
        reference="HRC-2027-0001",
        filing=1,
        filed_on=date(2027, 3, 5),
        content_hash=HASH,
        dated=date(2027, 9, 14),
        members=[
            Member("Nóra Győri", "FRA expert", "Hungary", True),
            Member("Πέτρος Παπαδάκης", "Peer", "Greece", False),
            Member("Иван Петров", "Peer", "Bulgaria", False),
            Member("Ġorġ Ħaż-Żebbuġ", "Peer", "Malta", False),
            Member("River", "Community reviewer", "Spain", False),
        ],
        stages=[
            Stage("Submitted", date(2027, 3, 5)),
            Stage("Open for contributions", date(2027, 3, 12)),
            Stage("City replies to contributions", date(2027, 5, 8)),
            Stage("Panel being formed", date(2027, 5, 22)),
            Stage("Panel drawn, open to objections", date(2027, 6, 1)),
            Stage("Under review", date(2027, 6, 14)),
            Stage("Panel settles its findings", date(2027, 7, 20)),
            Stage("City checks the facts", date(2027, 8, 30)),
        ],
        dialogue=Dialogue(date(2027, 8, 2), "Mayor, three residents’ groups", "On site"),
        summary=f"{STORY}\n\n{STORY} {ALPHABETS}",
        profiles=[profile(document, ["Passed on to the committee"])],
        pillars=pillars,
        passed_on=["S7.2", "P7.2", "I7.2"],
        concerns=[
            Concern(f"HRC-2027-0001/F{number}", **finding, recommended=STORY, grave="")
            for number in range(7)
        ],
        strengths=[
            Strength(f"HRC-2027-0001/F{number}", **finding, recommended="")
            for number in range(10, 13)
        ],
        groups=[GroupConfirmed("Roma and Travellers", STORY, True, "Seen and agreed with them.")],
        earlier=[],
        grave=Grave(False, "", [concern["text"] for concern in document["grave_concerns"]]),
        reasoned=[Reasoned("Level A", True, STORY)],
        corrections=[Correction("S3.2", STORY, date(2027, 9, 9))] if final else [],
        worked_out=WorkedOut(
            "Level B", "Level A", True,
            [
                RungLacks("Level B", []),
                RungLacks("Level A", ["S7.2 is “Started”; “In place” is asked."]),
            ],
        )
        if final
        else None,
    )  # fmt: skip


def certificate_facts(*, lowest=False):
    """The certificate of a label of the level A, or of the lowest."""
    document = edition()
    level = document["levels"][0 if lowest else 1]
    return Certificate(
        marks=MARKS,
        edition=edition_facts(document),
        reference="HRC-2027-0001",
        authority=AUTHORITY.name,
        city=AUTHORITY.city,
        country=AUTHORITY.country,
        number="HRC-7KQM-2W9D",
        level=level["code"],
        level_title=level["title"],
        level_meaning=level["meaning"],
        level_is_lowest=lowest,
        granted_on=date(2027, 12, 1),
        valid_until=date(2032, 11, 30),
        decided_on=date(2027, 11, 30),
        address="https://cities.example.org/verify/HRC-7KQM-2W9D/",
    )
