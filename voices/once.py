"""How is a form taken once from somebody whom nobody asks who they are?

Each page carries a token of its own. Of it and of what was typed a digest is kept with what the
form has made, and nowhere else: no time, no cookie, nothing that leads to a person or a device.
"""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.words import TOKEN, new_token


def key_of(request: HttpRequest, *typed: str) -> str:
    """The same for the same words from the same page, and for nothing else.

    A form without a token is another each time, so that nothing that was sent is ever lost.
    """
    token = request.POST.get("token", "")
    if not TOKEN.fullmatch(token):
        token = new_token()
    digest = salted_hmac("voices.once", request.path, algorithm="sha256")
    for part in (token, *typed):
        words = part.encode(errors="surrogatepass")
        digest.update(len(words).to_bytes(8) + words)
    return digest.hexdigest()
