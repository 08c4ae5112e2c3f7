"""Is this label valid? By its number, for people and for programs."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accreditation.models import Label
from accreditation.numbers import normal
from office.days import today
from register import published
from register.choices import country_name
from register.http import page, proof
from register.labels import LabelToday, label_on


@page
def verify(request: HttpRequest) -> HttpResponse:
    """A form for a number; a number that can be one leads to its label's page."""
    typed = request.GET.get("number", "").strip()[:40]
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
        return _not_a_number(request, number[:40], status=404)
    if kept != number:
        return redirect("register:label", kept)
    found = _find(kept)
    if found is None:
        sentence = _("No label has this number.")
        return _form_again(request, kept, sentence, status=404)
    shown = _on_this_day(found)
    history = published.labels().filter(city=found.city).exclude(pk=found.pk)
    context = {
        "label": shown,
        "city": found.city,
        "country": country_name(found.city.country),
        "edition": found.level.framework,
        "decision": found.decision,
        "others": [_on_this_day(one) for one in _loaded(history)],
        "address": settings.PUBLIC_ADDRESS + found.get_absolute_url(),
        "checked_on": today(),
    }
    return render(request, "register/label.html", context)


@proof
def label_json(request: HttpRequest, number: str) -> HttpResponse:
    """The same truth for programs; what each key means stands on the verification page."""
    try:
        found = _find(normal(number))
    except ValueError:
        found = None
    if found is None:
        return _for_all({"found": False, "number": number[:40]}, status=404)
    return _for_all(_as_data(found))


def _find(number: str) -> Label | None:
    return _loaded(published.labels().filter(number=number)).first()


def _loaded(labels):
    return labels.select_related("level__framework", "city", "replaced_by", "decision__application")


def _on_this_day(label: Label) -> LabelToday:
    replaced_by = label.replaced_by.number if label.replaced_by else ""
    return label_on(today(), label, replaced_by)


def _as_data(label: Label) -> dict[str, object]:
    shown, city = _on_this_day(label), label.city
    return {
        "found": True,
        "number": shown.number,
        "valid": shown.is_valid,
        "state": shown.state,
        "since": shown.since,
        "reason": shown.reason,
        "sentence": shown.sentence,
        "level": {"code": shown.level, "title": shown.level_title},
        "authority": shown.authority,
        "city": {"name": city.name, "country": str(city.country), "invented": city.invented},
        "edition": str(label.level.framework),
        "granted_on": shown.granted_on,
        "valid_until": shown.valid_until,
        "replaced_by": shown.replaced_by or None,
        "demonstration": shown.is_demonstration,
        "pilot": shown.is_pilot,
        "certifies": certifies(shown),
        "checked_on": today(),
        "page": settings.PUBLIC_ADDRESS + reverse("register:label", args=[shown.number]),
    }


def certifies(label: LabelToday) -> str:
    """What may be concluded from the label today, in a sentence."""
    if label.is_demonstration:
        return _("Nothing: this label was made in a demonstration.")
    if not label.is_valid:
        return _("Nothing: this label is not valid.")
    return _("The authority %(authority)s, not the city or region as a whole.") % {
        "authority": label.authority
    }


def _not_a_number(request: HttpRequest, typed: str, *, status: int) -> HttpResponse:
    sentence = _(
        "This cannot be the number of a label: a sign is missing, wrong or in the wrong place. "
        "It looks like HRC-ABCD-EFGH and stands on the certificate."
    )
    return _form_again(request, typed, sentence, status=status)


def _form_again(request: HttpRequest, typed: str, sentence: str, *, status: int) -> HttpResponse:
    context = {"typed": typed, "sentence": sentence}
    return render(request, "register/verify.html", context, status=status)


def _for_all(data: dict[str, object], status: int = 200) -> JsonResponse:
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
