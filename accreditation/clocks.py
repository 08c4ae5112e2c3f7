"""When each deadline falls: the edition's clocks, and the rule in words that goes with the date."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.terms import Clocks
from office.clocks import Due


def after_days(clocks: Clocks, key: str, day: date, what: str) -> Due:
    """``day`` plus the edition's days under ``key``; ``what`` says what is counted from."""
    days = clocks.days(key)
    rule = ngettext("%(days)d day after %(what)s", "%(days)d days after %(what)s", days)
    return Due(day + timedelta(days=days), rule % {"days": days, "what": what})


def after_months(clocks: Clocks, key: str, day: date, what: str) -> Due:
    """Like ``after_days``, for the edition's months."""
    months = clocks.months(key)
    rule = ngettext("%(months)d month after %(what)s", "%(months)d months after %(what)s", months)
    return Due(months_after(day, months), rule % {"months": months, "what": what})


def completeness_check(clocks: Clocks, submitted: date) -> Due:
    return after_days(clocks, "completeness_check", submitted, _("the application was submitted"))


def repair(clocks: Clocks, returned: date) -> Due:
    return after_days(clocks, "completeness_fix", returned, _("the application was returned"))


def hearing(clocks: Clocks, admitted: date) -> Due:
    return after_days(clocks, "community_window_min", admitted, _("admission"))


def reply(clocks: Clocks, closed: date) -> Due:
    return after_days(
        clocks, "city_reply_to_contributions", closed, _("the window for contributions closed")
    )


def objection(clocks: Clocks, drawn: date) -> Due:
    return after_days(clocks, "panel_objection_after_draw", drawn, _("the draw"))


def objection_anew(clocks: Clocks, replaced: date) -> Due:
    return after_days(
        clocks, "panel_objection_after_draw", replaced, _("a member of the panel was replaced")
    )


def objection_settled(clocks: Clocks, lodged: date) -> Due:
    return after_days(clocks, "panel_objection_decision", lodged, _("the objection was lodged"))


def desk_review(clocks: Clocks, confirmed: date) -> Due:
    return after_days(clocks, "desk_review", confirmed, _("the panel was confirmed"))


def first_call(clocks: Clocks, drawn: date) -> Due:
    """Until when the members of a panel have spoken with each other of how they work. It is told
    and not kept: nothing in the procedure waits for it."""
    return after_days(clocks, "kickoff_after_draw", drawn, _("the draw"))


def settling(clocks: Clocks, session_drawn: date, completed: date) -> Due:
    """The dialogue within its days of the session's draw, then the days for the draft report.

    Counted from the draw of the session, which a redraw does not move; never less than the days
    for the draft report from the day the reviews were complete.
    """
    visit, draft = clocks.days("visit_after_draw_max"), clocks.days("draft_report_after_visit")
    day = max(session_drawn + timedelta(days=visit), completed) + timedelta(days=draft)
    rule = _("a dialogue within %(visit)d days of the draw, then %(draft)d days for the report")
    return Due(day, rule % {"visit": visit, "draft": draft})


def fact_check(clocks: Clocks, reported: date) -> Due:
    return after_days(clocks, "fact_check_by_city", reported, _("the draft report"))


def challenge(clocks: Clocks, released: date) -> Due:
    return after_days(clocks, "challenge", released, _("the recommendations were released"))


def challenge_settled(clocks: Clocks, lodged: date) -> Due:
    """By when the board settles a challenge: it has as long as the city had to lodge one. No
    edition has a figure of its own for it."""
    return after_days(clocks, "challenge", lodged, _("the challenge was lodged"))


def publication(clocks: Clocks, decided: date) -> Due:
    """By when a decision is published: it goes out as soon as recommendations do once the committee
    has met. No edition has a figure of its own for it."""
    return after_days(clocks, "recommendation_sent_after_session", decided, _("the decision"))


def response_plan(clocks: Clocks, published: date) -> Due:
    """Until when the city is asked to answer what was recommended."""
    days = clocks.days("publish_report_and_response_plan")
    rule = _("%(days)d days after publication, and at the latest %(latest)d days after it")
    latest = clocks.days("response_plan_latest")
    return Due(
        published + timedelta(days=min(days, latest)), rule % {"days": days, "latest": latest}
    )


def response_plan_latest(clocks: Clocks, published: date) -> Due:
    """Until when it has answered at the latest."""
    return after_days(clocks, "response_plan_latest", published, _("publication"))


def resume(clocks: Clocks, released: date) -> Due:
    months = clocks.months("deferral")
    rule = ngettext(
        "%(months)d month after the deferral", "%(months)d months after the deferral", months
    )
    return Due(months_after(released, months), rule % {"months": months})


def validity(clocks: Clocks, granted: date) -> Due:
    months = clocks.months("validity")
    rule = ngettext("valid for %(months)d month", "valid for %(months)d months", months)
    return Due(months_after(granted, months), rule % {"months": months})


def yearly_update(granted: date, year: int, suspended: int = 0) -> Due:
    """When the update of a year is due, not counting the days in which the label was suspended.

    No edition has a figure for it; design §5 says yearly.
    """
    rule = ngettext(
        "%(years)d year after the label was granted",
        "%(years)d years after the label was granted",
        year,
    )
    day = months_after(granted, 12 * year) + timedelta(days=suspended)
    return Due(day, rule % {"years": year})


def update_opens(clocks: Clocks, begins: date) -> Due:
    """From when the update of a year that ``begins`` then can be filed, and is asked for."""
    return after_days(clocks, "progress_check", begins, _("the year of the label began"))


def hold(clocks: Clocks, noticed: date) -> Due:
    return after_days(clocks, "on_hold_notice", noticed, _("the written notice"))


def midterm(clocks: Clocks, granted: date) -> Due:
    return after_months(clocks, "midterm", granted, _("the label was granted"))


def renewal_reminder(valid_until: date) -> Due:
    """A year before the label's time is over. No edition has a figure for it: filing closes
    eleven months before a session, so that a year leaves time to file for the next one."""
    return Due(months_after(valid_until, -12), _("a year before the label's last day"))


def special_review(clocks: Clocks, opened: date) -> Due:
    return after_months(clocks, "special_review_max", opened, _("the special review was opened"))


def downgrade(clocks: Clocks, noticed: date) -> Due:
    return after_months(clocks, "downgrade_evidence", noticed, _("the downgrade notice"))


def lapse(clocks: Clocks, suspended: date) -> Due:
    return after_months(clocks, "suspended_before_lapse", suspended, _("the suspension"))


def condition_days(clocks: Clocks, recommended: date) -> tuple[date, date]:
    """The first and the last day a condition can name. No edition has a figure for the first: half
    a year leaves time for a challenge, publication and the work itself."""
    last = validity(clocks, recommended).day - timedelta(days=1)
    return months_after(recommended, 6), last


def condition_soon(due: date) -> Due:
    """When the city is reminded."""
    return Due(months_after(due, -1), _("a month before the day of the condition"))


def condition_over(due: date) -> Due:
    return Due(due, _("the day of the condition"))


def condition_more(clocks: Clocks, asked: date) -> Due:
    """Until when a city says more about a condition: as long as it has to complete an application
    that was returned. No edition has a figure of its own for it."""
    return after_days(clocks, "completeness_fix", asked, _("more was asked for about a condition"))


def facts_checked(clocks: Clocks, meets: date) -> Due:
    """Until when every city has checked the facts, so that the reports are final in time."""
    final, days = reports_final(clocks, meets), clocks.days("panel_report_final")
    rule = ngettext(
        "%(days)d day before the reports have to be final",
        "%(days)d days before the reports have to be final",
        days,
    )
    return Due(final.day - timedelta(days=days), rule % {"days": days})


def reports_final(clocks: Clocks, meets: date) -> Due:
    """Until when they are final, so that the committee has time to read them."""
    return before_the_meeting(clocks, "panel_report_before_session", meets)


def release(clocks: Clocks, met: date) -> Due:
    """Until when what the committee recommends goes out to all at once."""
    return after_days(clocks, "recommendation_sent_after_session", met, _("the committee met"))


def filing_closes(clocks: Clocks, meets: date) -> date:
    """The last day for filing in a session that meets on ``meets``."""
    return months_after(meets, -clocks.months("documents_before_session"))


def attendance(clocks: Clocks, meets: date) -> date:
    """The last day to publish who attends."""
    return before_the_meeting(clocks, "committee_published_before_session", meets).day


def meets_earliest(clocks: Clocks, published: date) -> date:
    """The first day on which the committee can meet that was published then."""
    return published + timedelta(days=clocks.days("committee_published_before_session"))


def member_objection(clocks: Clocks, meets: date) -> Due:
    """Until when a city may object to somebody who attends."""
    return before_the_meeting(clocks, "committee_objection_before_session", meets)


def member_objection_decided(clocks: Clocks, meets: date) -> Due:
    """By when that is decided."""
    return before_the_meeting(clocks, "committee_objection_decision_before_session", meets)


def before_the_meeting(clocks: Clocks, key: str, meets: date) -> Due:
    days = clocks.days(key)
    rule = ngettext(
        "%(days)d day before the committee meets", "%(days)d days before the committee meets", days
    )
    return Due(meets - timedelta(days=days), rule % {"days": days})


def months_after(day: date, months: int) -> date:
    """The same day some months on (or back); the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for length in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, length))
        except ValueError:
            continue
    raise ValueError(day)  # every month has 28 days
