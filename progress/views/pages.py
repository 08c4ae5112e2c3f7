"""Whose record is it, under which edition, and what may this person do in it?"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from accounts.models import User
from cities.models import City
from cities.rules import cities_of
from commitments.models import Framework, Requirement
from commitments.wording import key_of, read_in
from progress.edition import Edition, edition_of
from progress.kept import kept_for


@dataclass(frozen=True)
class RecordPage:
    """What every page of a record stands on."""

    city: City
    framework: Framework
    user: User
    newer: str = ""  # the edition the record could move to

    @cached_property
    def edition(self) -> Edition:
        return edition_of(self.framework)

    @cached_property
    def worded(self) -> Edition:
        """The edition as this person reads it; for showing only."""
        return edition_of(self.framework, self.user.reads_in)

    @property
    def words_key(self) -> str:
        """Names the words of ``worded``, for parts of pages that are kept."""
        return key_of(self.framework, self.user.reads_in)

    @cached_property
    def in_language(self) -> dict[str, Any]:
        """What a page says of the language the edition is read in."""
        return read_in(self.framework, self.user.reads_in)

    @property
    def may_change(self) -> bool:
        return self.user.has_perm("progress.change_record", self.city)

    @property
    def may_agree(self) -> bool:
        return self.user.has_perm("progress.agree_answers", self.city)

    @property
    def may_share(self) -> bool:
        return self.user.has_perm("progress.share_work", self.city)

    def require_share(self) -> None:
        """Raises PermissionDenied, with a sentence, for those who do not share the work out."""
        if not self.may_share:
            raise PermissionDenied(_("The lead and coordinators share the work out."))

    def require_change(self) -> None:
        """Raises PermissionDenied, with a sentence, for those who only read."""
        if not self.may_change:
            raise PermissionDenied(
                _("You can read this record. Its lead, editors and coordinators write in it.")
            )

    def require_agree(self) -> None:
        if not self.may_agree:
            raise PermissionDenied(_("Only the lead agrees answers, on behalf of the authority."))

    def requirement(self, code: str) -> Requirement:
        try:
            return self.edition.requirements[code]
        except KeyError:
            raise Http404 from None


def open_record(request: SignedInRequest, slug: str) -> RecordPage:
    """The record of a city this person speaks for; 404 for everybody else."""
    city = cities_of(request.user).get(slug)
    kept = kept_for(city) if city is not None else None
    if city is None or kept is None:
        raise Http404
    if not request.user.has_perm("progress.read_record", city):
        raise Http404
    return RecordPage(city, kept.framework, request.user, kept.newer)
