"""Confirming an authority by a code on paper, sent to its published address (design §2).

Of one that is confirmed, a new name is confirmed in the same way.
"""

import re
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from cities.choices import Confirmation, Role
from cities.models import City, ConfirmationLetter
from cities.models.confirmation import MOST_TRIES
from office import letters, trail
from office.actors import acting
from office.days import today
from office.workflow import Refused

VALID = timedelta(days=60)  # the post takes a week, a mail room longer


@transaction.atomic
def ask_for_letter(*, city: City, by: User) -> ConfirmationLetter:
    """The lead asks the secretariat for a letter. A code already on paper goes on counting.

    Raises Refused for an authority that is confirmed, and where one is asked for already.
    """
    city = _held(city)
    if asked := city.confirmation_letters.asked().first():
        raise Refused(
            _("A letter was asked for on %(day)s. The secretariat has yet to make it.")
            % {"day": date_format(asked.asked_on)}
        )
    return _ask(city, by)


def ask_anew(city: City, by: User) -> None:
    """Its name has been changed. What named the old one counts no more, and a letter is asked for.

    Call it with the city locked. Nothing is asked for where all is confirmed, or nobody had asked.
    """
    open_letters = city.confirmation_letters.open()
    if city.is_confirmed and not city.is_renamed:
        open_letters.update(dropped_on=today())
        return
    dropped = open_letters.made().update(dropped_on=today())
    if (dropped or city.is_renamed) and not open_letters.asked().exists():
        _ask(city, by)


@transaction.atomic
@trail.gathered()
def make_letter(
    *, city: City, address: str, source: str, code: str, by: User
) -> ConfirmationLetter:
    """The letter with ``code`` is on paper; a code made before counts no more.

    ``source`` is where anybody can look the address up. Raises Refused for an authority that is
    confirmed, and where it has another name by now than the letter says, that of ``city``.
    """
    on_paper = city.name_to_confirm, city.kind_to_confirm
    city = _held(city)
    if (city.name_to_confirm, city.kind_to_confirm) != on_paper:
        raise Refused(
            _("The lead has changed the official name meanwhile. Destroy this letter and make it "
              "again.")
        )  # fmt: skip
    city.confirmation_letters.made().update(dropped_on=today())
    letter = city.confirmation_letters.asked().first() or ConfirmationLetter(city=city)
    letter.address, letter.source = address, source
    letter.code_hash = make_password(_signs(code))
    letter.made_by, letter.made_on = by, today()
    letter.expires_on = today() + VALID
    letter.save()
    trail.record(city, "make_confirmation_letter", by=acting(by), note=source)
    _tell_the_lead(letter)
    return letter


def enter_code(*, city: City, code: str, by: User) -> City:
    """The lead types the code in, and the authority is confirmed.

    Raises Refused with a sentence for a code that does not open it; each such try is counted and
    stands in the trail, and after the fifth the letter is worth nothing.
    """
    with transaction.atomic():
        city = _held(city)
        letter = city.confirmation_letters.made().first()
        if letter is None or not letter.works_on(today()):
            raise Refused(_("There is no code that counts now. Ask for a new letter."))
        if check_password(_signs(code), letter.code_hash):
            return _confirm(city, letter, by)
        letter.tries += 1
        letter.save(update_fields=["tries"])
        trail.record(city, "enter_confirmation_code:refused", by=acting(by))
    raise Refused(_why(letter))


def _confirm(city: City, letter: ConfirmationLetter, by: User) -> City:
    letter.used_by, letter.used_on = by, today()
    letter.save(update_fields=["used_by", "used_on"])
    city.confirmation_letters.asked().update(dropped_on=today())
    city.confirmed_how, city.confirmed_on = Confirmation.LETTER, today()
    city.takes_part, city.joined_on = True, city.joined_on or today()
    written = ["confirmed_how", "confirmed_on", "takes_part", "joined_on"]
    note = letter.source
    if city.is_renamed:
        note = f"authority: {city.authority} → {city.new_authority}; {letter.source}"
        city.authority, city.kind = city.new_authority, city.new_kind
        city.new_authority = city.new_kind = ""
        city.version += 1  # whoever has the profile open sees it
        written += ["authority", "kind", "new_authority", "new_kind", "version"]
    city.save(update_fields=written)
    trail.record(city, "confirm_authority", by=acting(by), note=note)
    return city


def _ask(city: City, by: User) -> ConfirmationLetter:
    letter = ConfirmationLetter.objects.create(city=city, asked_by=by, asked_on=today())
    trail.record(city, "ask_for_confirmation_letter", by=acting(by), note=city.name_to_confirm)
    return letter


def _tell_the_lead(letter: ConfirmationLetter) -> None:
    leads = letter.city.memberships.current().filter(role=Role.LEAD, user__is_active=True)
    for membership in leads.select_related("user"):
        letters.write(
            to=membership.user,
            template="mail/confirmation_letter_made.txt",
            about=letter.city,
            link=reverse("cities:confirmation", args=[letter.city.slug]),
            context={"city": letter.city, "letter": letter},
        )


def _held(city: City) -> City:
    """The city, locked, so that two who act at once act one after the other."""
    city = City.objects.select_for_update(no_key=True).get(pk=city.pk)
    if city.is_confirmed and not city.is_renamed:
        raise Refused(_("This authority is confirmed already."))
    return city


def _why(letter: ConfirmationLetter) -> str:
    left = MOST_TRIES - letter.tries
    if not left:
        return _("This is not the code of the letter, and it was the last try. Ask for a new "
                 "letter.")  # fmt: skip
    return ngettext(
        "This is not the code of the letter. You can try %(left)d more time.",
        "This is not the code of the letter. You can try %(left)d more times.",
        left,
    ) % {"left": left}


def _signs(code: str) -> str:
    """The code without what people type between its groups."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())
