"""What every page needs to know of the place it is shown in."""

from django.http import HttpRequest

from register.frame import frame_of


def place(request: HttpRequest) -> dict[str, object]:
    """Whose platform this is, whether it is a demonstration, and the frame of its pages."""
    frame = frame_of(request)
    return {
        "operator": frame.operator,
        "contact": frame.contact,
        "is_demonstration": frame.is_demonstration,
        "frame": frame,
    }
