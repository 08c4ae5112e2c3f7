import re

import pytest
from django.conf import settings

from register.europe import is_on_the_map, position

MAP = settings.BASE_DIR / "static" / "img" / "europe.svg"


def outlines(country):
    """The rings of one country as drawn on the map."""
    drawn = re.search(rf'<path d="([^"]+)"><title>{country}</title>', MAP.read_text())
    for ring in re.findall(r"M([^Z]+)Z", drawn.group(1)):
        yield [tuple(map(float, point.split(","))) for point in ring.split("L")]


def is_inside(point, ring):
    """Whether a ray from the point crosses the ring an odd number of times."""
    across, down = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > down) != (y2 > down) and across < (x2 - x1) * (down - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def test_the_middle_of_the_projection_is_where_the_map_has_it():
    assert position(52, 10) == (400.0, 380.0)


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("Austria", 47.6, 14.1),
        ("Spain", 40.2, -3.6),
        ("Finland", 64.5, 26.3),
        ("Greece", 39.3, 22.0),
        ("Ireland", 53.2, -8.2),
        ("Ukraine", 49.0, 31.4),
        ("Iceland", 64.9, -18.6),
    ],
)
def test_a_place_inland_lies_within_the_outline_of_its_country(country, latitude, longitude):
    point = position(latitude, longitude)

    assert any(is_inside(point, ring) for ring in outlines(country))


def test_a_place_outside_the_picture_is_left_out():
    assert not is_on_the_map(*position(-21.1, 55.5))
