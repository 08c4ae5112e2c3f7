"""Words and marks of the procedure, for templates."""

from django import template

from accreditation.choices import ApplicationState as S
from accreditation.choices import LabelState, SessionState
from accreditation.models import Application

register = template.Library()

TONES = {
    S.DRAFT: "neutral",
    S.RETURNED: "bad",
    S.DECIDED: "good",
    S.PUBLISHED: "good",
    S.WITHDRAWN: "neutral",
    LabelState.VALID: "good",
    LabelState.SUSPENDED: "bad",
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
