"""Words and marks of the procedure, for templates."""

from django import template
from django.utils.translation import gettext_lazy as _

from accreditation import standing
from accreditation.choices import STAGES, LabelState, SessionState, Stage
from accreditation.choices import ApplicationState as S
from accreditation.meeting import meeting_of
from accreditation.models import Application
from cities.languages import name_of
from office.workflow import WORKFLOWS
from progress.choices import CompetenceKind

register = template.Library()

TONES = {
    S.DRAFT: "neutral",
    S.RETURNED: "bad",
    S.DECIDED: "good",
    S.PUBLISHED: "good",
    S.WITHDRAWN: "neutral",
    LabelState.VALID: "good",
    LabelState.SUSPENDED: "bad",
    LabelState.LAPSED: "bad",
    LabelState.REMOVED: "bad",
    SessionState.RELEASED: "good",
}


@register.inclusion_tag("components/badge.html", takes_context=True)
def state_badge(context, subject):
    """The state of an application, a session or a label as a coloured word."""
    user = context.request.user
    state = subject.state_for(user) if isinstance(subject, Application) else subject.state
    return {"text": state_word(subject, user), "tone": TONES.get(state, "neutral")}


@register.filter
def state_word(subject, user):
    """The state in words, as this person may know it: some are under embargo for a while."""
    if isinstance(subject, Application):
        return subject.state_for(user).label
    return subject.get_state_display()


@register.filter
def differs_from_worked_out(recommendation):
    """Whether its level is none of those worked out, so that why it differs is to be said."""
    return standing.differs_from_worked_out(recommendation)


@register.filter
def meeting(session, day):
    """When the committee meets, met or was to meet, as seen on ``day``; after a session's name."""
    return meeting_of(session.state, session.meets_on, day).words


@register.filter
def meeting_sentence(session, day):
    """The same in a sentence of its own."""
    return meeting_of(session.state, session.meets_on, day).sentence


@register.filter
def meeting_title(session, day):
    """The same above the day itself."""
    return meeting_of(session.state, session.meets_on, day).title


@register.filter
def step_of(requirement, value):
    """The label of a step of this requirement's scale; the special answer's key otherwise."""
    for step in requirement.scale.steps.all():
        if str(step.value) == str(value):
            return step.label
    return value


@register.filter
def label_of(labels, key):
    """The word for a key, from a mapping; the key itself when there is none."""
    return labels.get(key, key)


@register.filter
def language(code):
    """The language that a code stands for, in the reader's."""
    return name_of(code)


@register.filter
def languages(codes):
    """The same for several, as they were chosen."""
    return ", ".join(name_of(code) for code in codes)


@register.filter
def competence(kind):
    """Whose task an area is, in words, from what a filing keeps of it."""
    return CompetenceKind(kind).label


# Acts between steps, as the trail names them.
ACTS = {
    "open": _("Application opened"),
    "prepare": _("Prepared"),
    "sign_off": _("Decision of the council recorded"),
    "agree_on_language": _("Working language agreed"),
    "write_reply": _("Reply written"),
    "declare_conflict": _("A conflict declared"),
    "declare_no_conflict": _("No conflict declared"),
    "object": _("Objection lodged"),
    "uphold_objection": _("Objection upheld"),
    "reject_objection": _("Objection rejected"),
    "prepare_replacement": _("Replacement prepared"),
    "drop_replacement": _("Replacement dropped"),
    "settle_difference": _("Difference settled"),
    "pass_on": _("Difference passed on"),
    "write_statement": _("Panel's statement written"),
    "draft": _("Draft written"),
    "vote": _("Vote recorded"),
    "recuse": _("Recusal declared"),
    "preview": _("Letter previewed"),
    "write_grounds": _("Grounds of the challenge written"),
    "plan": _("Session planned"),
    "set_attendance": _("Attendance recorded"),
    "publish_attendance": _("Attendance published"),
    "move_meeting": _("Meeting moved"),
    "freeze_pool": _("Pool and rules frozen"),
    "enter_seed": _("Seed entered"),
    "write_update": _("Yearly update written"),
    "look_through": _("The year looked through"),
    "write_answer": _("Answer to the notice written"),
    "record_talk": _("Mid-term talk recorded"),
    "extend": _("Deadline extended"),
    "close_account": _("Account closed"),
    "open_account": _("Account opened again"),
}


OF_TWO = {
    "proposed": _("%(step)s, asked for by the first person"),
    "taken_back": _("%(step)s, taken back before a second person confirmed"),
    "dropped": _("%(step)s, no longer asked for: the first person has left the post"),
    "fallen": _("%(step)s, no longer asked for: what it was asked for has changed"),
}


@register.filter
def trail_words(entry):
    """What a trail entry says was done, in words."""
    name, _colon, rest = entry.step.partition(":")
    workflow = WORKFLOWS.get(entry.workflow)
    if workflow and name in workflow.transitions:
        label = workflow.transitions[name].label
        return OF_TWO[rest] % {"step": label} if rest in OF_TWO else label
    return ACTS.get(name, name.replace("_", " ").capitalize())


@register.filter
def clock_words(clock):
    """The step that a clock takes, in words."""
    return WORKFLOWS[clock.workflow].transitions[clock.step].label


@register.simple_tag(takes_context=True)
def stages_of(context, application):
    """The stages of an application for ``components/stepper.html``, as this reader may know them.

    The public reads “before the committee” until the decision is published; whoever is told that
    it has been made reads the same in the bar as in the word beside the name.
    """
    order = [Stage.PREPARING, Stage.OPEN, Stage.REVIEW, Stage.COMMITTEE, Stage.DECIDED]
    known = application.state_for(context.request.user)
    stage = Stage.DECIDED if known == S.DECIDED else STAGES[known]
    if stage not in order:
        return []
    now = order.index(stage)
    ended = known == S.PUBLISHED
    states = ["done" if n < now or ended else "now" if n == now else "next" for n in range(5)]
    return [
        {"label": stage.label, "state": state} for stage, state in zip(order, states, strict=True)
    ]
