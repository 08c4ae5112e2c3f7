"""A question to the city, brought to where a test begins."""

from django.urls import reverse

from accreditation.actions import clarifications as actions

ASKED = "I worked there and found nothing. CANARY-ASKED"
SENT = "Since when is it so? SENT-WORDS"
ANSWER = "Since May. ANSWER-WORDS"
WHY = "It asks for a name. CANARY-REASON"
NAME = "Canarina Asking"  # of whoever asks


def asker_of(case):
    """A member who does not chair, under a name that nobody else has."""
    member = next(one for one in case.members if one.user != case.chair)
    type(member.user).objects.filter(pk=member.user_id).update(name=NAME)
    member.user.refresh_from_db()
    return member


def ask(case, member=None, code="R1.1", asked=ASKED):
    member = member or asker_of(case)
    requirement = case.framework.requirements.get(code=code)
    return actions.ask_the_city(
        review=member.review, requirement=requirement, asked=asked, by=member.user
    )


def pass_on(case, clarification, sent=SENT):
    actions.pass_on(clarification=clarification, sent=sent, by=case.secretariat[0])
    return clarification


def decline(case, clarification):
    actions.decline(clarification=clarification, because=WHY, by=case.secretariat[0])
    return clarification


def answer(clarification, by, text=ANSWER):
    actions.answer_the_panel(clarification=clarification, answer=text, by=by)
    return clarification


def page_of(clarification, *step):
    name = "clarification_step" if step else "clarification"
    arguments = [clarification.application.reference, clarification.key, *step]
    return reverse(f"accreditation:{name}", args=arguments)


def url(case, name, *more):
    return reverse(f"accreditation:{name}", args=[case.application.reference, *more])
