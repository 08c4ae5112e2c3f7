"""What a browser would refuse of a page: the policy lets in nothing inline, and nothing of others.

Each page is read in a real browser once (``tests/journeys``); here as everybody who may open it.
"""

import re

REFUSED = re.compile(
    rb"""<[^>]+\s(?:style|on[a-z]+)\s*=[^>]*>
    | <style\b | <script\b(?![^>]*\ssrc=) | <(?:base|embed|frame|iframe|object)\b
    | (?:href|action|src)\s*=\s*["']?\s*javascript:
    | <(?:img|script|source|form|button|input|link\s[^>]*rel=["']?(?:stylesheet|icon))\b[^>]*
      \s(?:src|href|action|formaction)\s*=\s*["']?(?:https?:|//)""",
    re.VERBOSE | re.IGNORECASE,
)


def refused(kind: str, page: bytes) -> list[str]:
    """Each place of a page that the browser would leave out or not run."""
    if not kind.startswith("text/html"):
        return []
    return [found.group().decode() for found in REFUSED.finditer(page)]
