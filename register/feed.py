"""Published decisions as an Atom feed, for whoever wants to hear of the next one."""

import re
from datetime import date, datetime, time

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from office.days import ZONE, days_may_move, today
from register.decided import DecisionRow, decision_row, newest_decisions

NEWEST = 50
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class DecisionsFeed(Feed):
    """The newest ``NEWEST``. Addresses are those the platform is known by, whoever asks how."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return _marked(_("Human Rights Cities: published decisions"))

    def subtitle(self) -> str:
        return _("Every decision with its reasons, on the day it is published.")

    def author_name(self) -> str:
        return str(settings.OPERATOR)

    def link(self) -> str:
        return settings.PUBLIC_ADDRESS + reverse("register:decisions")

    def feed_url(self) -> str:
        return settings.PUBLIC_ADDRESS + reverse("register:decisions_feed")

    def items(self) -> list[DecisionRow]:
        day = today()
        return [decision_row(values, day) for values in newest_decisions()[:NEWEST]]

    def item_title(self, item: DecisionRow) -> str:
        """With all that is to be known of it where entries stand by themselves."""
        remarks = {_("invented"): item.invented, _("pilot"): item.is_pilot}
        said = ", ".join(remark for remark, is_so in remarks.items() if is_so)
        city = _("%(city)s (%(remarks)s)") % {"city": item.city, "remarks": said}
        title = _("%(city)s: %(outcome)s") % {
            "city": city if said else item.city,
            "outcome": item.outcome,
        }
        return _marked(_for_xml(title))

    def item_description(self, item: DecisionRow) -> str:
        """What has become of its label, if it is not simply valid, and the reasons; in HTML."""
        said = [item.standing, item.reasons] if item.standing else [item.reasons]
        return linebreaks(_for_xml("\n\n".join(said)), autoescape=True)

    def item_link(self, item: DecisionRow) -> str:
        page = reverse("register:city", args=[item.slug])
        return f"{settings.PUBLIC_ADDRESS}{page}#{item.reference}"

    def item_pubdate(self, item: DecisionRow) -> datetime:
        return _beginning_of(item.published_on)

    def item_updateddate(self, item: DecisionRow) -> datetime:
        return _beginning_of(item.published_on)


def _marked(title: str) -> str:
    """In a demonstration each title says that it is one: readers mix the entries of many feeds."""
    return _("Demonstration: %(title)s") % {"title": title} if days_may_move() else title


def _for_xml(text: str) -> str:
    """Without signs that no XML can hold; somebody may have pasted one."""
    return NOT_IN_XML.sub("", text)


def _beginning_of(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
