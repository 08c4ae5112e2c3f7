"""What every page must and must not hold, whoever reads it.

A browser refuses what the policy does not let in: anything inline, anything of others. Each page is
read in a real browser once (``tests/journeys``); here as everybody who may open it.
"""

import re

REFUSED = re.compile(
    rb"""<[^>]+\s(?:style|on[a-z]+)\s*=[^>]*>
    | <style\b | <script\b(?![^>]*\ssrc=) | <(?:base|embed|frame|iframe|object)\b
    | (?:href|action|src)\s*=\s*["']?\s*javascript:
    | <(?:img|script|source|track|video|audio|form|button|input
      |link\s[^>]*rel=["']?(?:stylesheet|icon))\b[^>]*
      \s(?:src|srcset|poster|href|action|formaction)\s*=\s*["']?(?:https?:|//)""",
    re.VERBOSE | re.IGNORECASE,
)


def refused(kind: str, page: bytes) -> list[str]:
    """Each place of a page that the browser would leave out or not run."""
    if not kind.startswith("text/html"):
        return []
    return [found.group().decode() for found in REFUSED.finditer(page)]


def unsigned(kind: str, page: bytes) -> int:
    """How many forms of a signed-in person's page do not say whose page it is (decision 32).

    The form to sign out, which each of them has, says whether it is one.
    """
    marks = page.count(b'name="whose"')
    if not marks or not kind.startswith("text/html"):
        return 0
    return page.count(b'name="csrfmiddlewaretoken"') - marks
