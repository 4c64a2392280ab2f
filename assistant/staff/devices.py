"""Browsers from which a person has signed in before: what they keep so as to be known again.

It opens nothing. It only spares them the waiting that others' wrong guesses cost. It is signed with
the hash of the person's password, so it ends with that password, and names nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time

LASTS = 180 * 24 * 3600
"""Seconds for which a browser is known."""
_LONGEST = 200


def device_token(name: str, secret: str, *, now: float | None = None) -> str:
    """What a browser keeps after that person has signed in; ``secret`` is the password's hash."""
    device = secrets.token_hex(16)
    issued = str(int(time.time() if now is None else now))
    return f"{device}.{issued}.{_signature(name, secret, device, issued)}"


def device_in(token: str, name: str, secret: str, *, now: float | None = None) -> str:
    """The browser that a token of that person tells; "" where it is none, or too old."""
    device, _, rest = token[:_LONGEST].partition(".")
    issued, _, signature = rest.partition(".")
    if not (secret and issued.isascii() and issued.isdigit() and len(issued) <= 12):
        return ""
    age = (time.time() if now is None else now) - int(issued)
    right = _signature(name, secret, device, issued)
    signed = hmac.compare_digest(signature.encode("utf-8", "replace"), right.encode())
    return device if signed and -60 <= age < LASTS else ""


def _signature(name: str, secret: str, *said: str) -> str:
    whole = "\n".join(("mingzhang device", name, *said)).encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), whole, hashlib.sha256).hexdigest()
