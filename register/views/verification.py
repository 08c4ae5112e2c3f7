"""Is this label valid? By its number, for people and for programs."""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accreditation.numbers import normal
from register.drawing import drawn
from register.http import as_json, page, proof
from register.proof import Proof, as_data, history_of, proof_of

LONGEST = 40  # of what somebody types
REFERENCE = re.compile(r"HRC[-\s]?20\d\d[-\s]?\d{4}", re.IGNORECASE)  # of an application


@page
def verify(request: HttpRequest) -> HttpResponse:
    """A form for a number; a number that can be one leads to its label's page."""
    typed = request.GET.get("number", "").strip()[:LONGEST]
    if not typed:
        return render(request, "register/verify.html")
    try:
        return redirect("register:label", normal(typed))
    except ValueError:
        return _not_a_number(request, typed, status=200)


@proof
def label(request: HttpRequest, number: str) -> HttpResponse:
    """Valid or not, in words, with what it means and what it does not mean."""
    try:
        kept = normal(number)
    except ValueError:
        return _not_a_number(request, number[:LONGEST], status=404)
    if kept != number:
        return redirect("register:label", kept)
    found = proof_of(kept)
    if found is None:
        return _form_again(request, kept, _("No label has this number."), status=404)
    return drawn(request, "register/label.html", found, _context)


@proof
def label_history(request: HttpRequest, number: str) -> HttpResponse:
    """How the label has stood since it was granted, with the reasons given in public."""
    try:
        kept = normal(number)
    except ValueError:
        return _not_a_number(request, number[:LONGEST], status=404)
    found = proof_of(kept)
    if found is None:
        return _form_again(request, kept, _("No label has this number."), status=404)
    context = {"proof": found, "label": found.label, "turns": history_of(kept)}
    return render(request, "register/label_history.html", context)


@proof
def label_json(request: HttpRequest, number: str) -> HttpResponse:
    """The same truth for programs; what each key means stands on the verification page."""
    try:
        found = proof_of(normal(number))
    except ValueError:
        found = None
    if found is None:
        return as_json({"found": False, "number": number[:LONGEST]}, status=404)
    return as_json(as_data(found))


def _context(found: Proof) -> dict[str, object]:
    return {"proof": found, "label": found.label}


def _not_a_number(request: HttpRequest, typed: str, *, status: int) -> HttpResponse:
    if REFERENCE.fullmatch(typed):
        sentence = _(
            "This is the reference of an application, not the number of a label. What was decided "
            "on an application stands under “Decisions”; the number of a label looks like "
            "HRC-ABCD-EFGH and stands on the certificate."
        )
    else:
        sentence = _(
            "This cannot be the number of a label: a sign is missing, wrong or in the wrong place. "
            "It looks like HRC-ABCD-EFGH and stands on the certificate."
        )
    return _form_again(request, typed, sentence, status=status)


def _form_again(request: HttpRequest, typed: str, sentence: str, *, status: int) -> HttpResponse:
    context = {"typed": typed, "sentence": sentence}
    return render(request, "register/verify.html", context, status=status)
