"""The page that leads a newcomer through the whole procedure, role by role, in about an hour."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accreditation.demonstration import helping
from accreditation.demonstration.story import story_application
from office.days import today
from office.refusing import say_why
from office.workflow import Refused

from .acts import Act
from .chapters import chapters_of
from .offer import where_offered


@where_offered
@require_safe
def story(request: HttpRequest) -> HttpResponse:
    """Where the story stands, and what to do next. Anybody may read it."""
    application = story_application()
    chapters = chapters_of(application) if application else []
    context = {
        "today": today(),
        "open": next((chapter for chapter in chapters if chapter.is_now), None),
        "application": application,
        "chapters": [
            (chapter, [(isinstance(act, Act), act) for act in chapter.acts]) for chapter in chapters
        ],
        "done": sum(chapter.is_done for chapter in chapters),
    }
    return render(request, "demonstration/story.html", context)


@where_offered
@require_POST
def help_on(request: HttpRequest, what: str) -> HttpResponse:
    """Let the invented people finish their part of the story's application."""
    application = story_application()
    if application is None or what not in helping.HELP:
        raise Http404
    try:
        helping.finish(application, what)
    except Refused as refused:
        say_why(request, *refused.reasons)
    else:
        messages.success(request, _("They have done their part, each under their own name."))
    return redirect("demonstration")
