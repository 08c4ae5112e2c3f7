"""Where on the drawn map of Europe does a place lie?

The map (``static/img/europe.svg``) is from Natural Earth, public domain, in an azimuthal
equal-area projection around 10° E 52° N.
"""

from math import cos, radians, sin, sqrt

WIDTH, HEIGHT = 800, 760
MIDDLE_LATITUDE, MIDDLE_LONGITUDE = radians(52), radians(10)
SCALE, ACROSS, DOWN = 900, 400, 380


def position(latitude: float, longitude: float) -> tuple[float, float]:
    """Across and down on the map, from degrees (Lambert's azimuthal equal-area projection)."""
    north, east = radians(latitude), radians(longitude) - MIDDLE_LONGITUDE
    stretch = sqrt(
        2 / (1 + sin(MIDDLE_LATITUDE) * sin(north) + cos(MIDDLE_LATITUDE) * cos(north) * cos(east))
    )
    across = stretch * cos(north) * sin(east)
    up = stretch * (
        cos(MIDDLE_LATITUDE) * sin(north) - sin(MIDDLE_LATITUDE) * cos(north) * cos(east)
    )
    return round(ACROSS + SCALE * across, 1), round(DOWN - SCALE * up, 1)


def is_on_the_map(across: float, down: float) -> bool:
    return 0 <= across <= WIDTH and 0 <= down <= HEIGHT
