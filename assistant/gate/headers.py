"""What browsers are told with every reply: run and show nothing that is not of this page."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import MutableHeaders

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
"""For what is no page: a chart or a printed sheet may have a style, and nothing may run."""


def with_headers(headers: MutableHeaders, policy: str = "") -> None:
    """Adds them to a reply; ``policy`` is that of a page."""
    for name, value in _ALWAYS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = policy or _NOTHING
    del headers["Server"]


def policy_of(page: str) -> str:
    """The content security policy of an HTML page: its own scripts, by their hashes, and no others.

    Gradio makes functions of text (``unsafe-eval``) and sets styles on elements.
    """
    scripts = " ".join(f"'sha256-{_digest(code)}'" for code in _inline_scripts(page))
    return (
        f"default-src 'self'; script-src 'self' 'unsafe-eval' {scripts}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _inline_scripts(page: str) -> Iterable[str]:
    found = _SCRIPT.finditer(page)
    return (script["code"] for script in found if " src=" not in script["attributes"])


def _digest(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode("utf-8")).digest()).decode("ascii")
