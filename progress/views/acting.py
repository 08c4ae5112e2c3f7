"""How a page tells that an act was done, or why not, with nothing typed lost."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages

from accounts.http import SignedInRequest
from office.workflow import Refused


def done(
    request: SignedInRequest, form: forms.Form, act: Callable[..., object], said: str, **fixed: Any
) -> bool:
    """Whether ``act`` took what was typed, which is then ``said``; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        act(by=request.user, **form.cleaned_data, **fixed)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return False
    messages.success(request, said)
    return True
