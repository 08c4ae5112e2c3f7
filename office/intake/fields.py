"""How does a form show a file that was chosen before, and is sent with it again?"""

from typing import Any

from django import forms


class KeptFileInput(forms.FileInput):
    """A file to choose, and the one that was chosen before and lies apart.

    That is the initial value of its field: anything with ``key``, ``filename`` and ``size``.
    """

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["kept"] = value if getattr(value, "key", "") else None
        return context
