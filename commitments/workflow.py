"""The table of a comment: read once by the secretariat, then shown or held back."""

from django.utils.translation import gettext_lazy as _

from commitments.choices import CommentState as S
from office.workflow import Transition, Workflow

COMMENT = Workflow(
    "comment",
    Transition(
        name="show",
        label=_("Show it to everybody"),
        source=(S.WAITING, S.HELD_BACK),
        target=S.SHOWN,
        permission="commitments.keep_comments",
        explains=_("Everybody can read it from now on, and you can answer it."),
    ),
    Transition(
        name="hold_back",
        label=_("Hold it back"),
        source=(S.WAITING, S.SHOWN),
        target=S.HELD_BACK,
        permission="commitments.keep_comments",
        reasons=True,
        explains=_("Nobody but the secretariat reads it. That one was held back stays public."),
    ),
)
