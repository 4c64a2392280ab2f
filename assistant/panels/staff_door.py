"""Where staff come in: sign-in and sign-out over HTTP, the cookie, and who a request is from.

The cookie is kept from scripts and from other sites. What visitors may not do is refused
by the gate and in every event of staff, whatever their page shows.
"""

from __future__ import annotations

from typing import Annotated, Any

import gradio as gr
from fastapi import APIRouter, Body, HTTPException, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from assistant.staff.devices import LASTS
from assistant.staff.users import SignIns, Users
from ingest.errors import MingzhangError

_COOKIE = "mingzhang_staff"
_DEVICE = "mingzhang_device"
"""A browser from which somebody has signed in before: it lets nobody in."""
_LONGEST_NAME, _LONGEST_PASSWORD = 200, 500


class StaffDoor:
    """The door of one served page. Without users, or where it is ``closed``, nobody is staff."""

    def __init__(self, users: Users, *, closed: bool = False) -> None:
        """Raises MingzhangError where the file of users cannot be read."""
        users.names()
        self.closed = closed
        self._users = users
        self._sign_ins = SignIns(users)

    @property
    def open(self) -> bool:
        """Whether there is anybody to sign in, now."""
        return not self.closed and bool(self._users.names())

    def user(self, request: gr.Request | Request | None) -> str:
        """The name of the signed-in person whose request it is, else ""."""
        asked = request.request if isinstance(request, gr.Request) else request
        if asked is None or self.closed:
            return ""
        return self._sign_ins.user(asked.cookies.get(_COOKIE, ""))

    def routes(self) -> APIRouter:
        """Signing in and out."""
        router = APIRouter(include_in_schema=False)

        @router.post("/staff/sign-in")
        async def sign_in(request: Request, given: Annotated[Any, Body()]) -> Response:
            name, password = _credentials(given)
            address = request.client.host if request.client else ""
            if not self.open:
                return _refused("没有设置工作人员 (there is no staff)")
            device = request.cookies.get(_DEVICE, "")
            try:
                token = await run_in_threadpool(
                    self._sign_ins.sign_in, name, password, address, device
                )
                known = self._sign_ins.device(name)
            except MingzhangError as error:
                return _refused(str(error))
            response = Response(status_code=204)
            response.set_cookie(_COOKIE, token, **_kept(request))
            response.set_cookie(_DEVICE, known, max_age=LASTS, **_kept(request))
            return response

        @router.post("/staff/sign-out")
        def sign_out(request: Request) -> Response:
            self._sign_ins.sign_out(request.cookies.get(_COOKIE, ""))
            response = Response(status_code=204)
            response.delete_cookie(_COOKIE, **_kept(request))
            return response

        return router


def _credentials(given: object) -> tuple[str, str]:
    """Name and password of what was sent as JSON; 422 where it is no sign-in.

    Looked at here and not by a model: what is told of a text that is no Unicode (half of a
    surrogate pair) would hold that text, and could not be sent.
    """
    sent = given if isinstance(given, dict) else {}
    name, password = sent.get("name"), sent.get("password")
    if not (isinstance(name, str) and isinstance(password, str)):
        raise HTTPException(422, "要有用户名和密码 (name and password are needed)")
    if len(name) > _LONGEST_NAME or len(password) > _LONGEST_PASSWORD:
        raise HTTPException(422, "用户名或密码太长 (the name or the password is too long)")
    return name, password


def _kept(request: Request) -> dict[str, Any]:
    """Out of reach of scripts and other sites; encrypted where the page is."""
    secure = request.url.scheme == "https"
    return {"httponly": True, "samesite": "strict", "secure": secure, "path": "/"}


def _refused(reason: str) -> Response:
    """Told with a status of success: a browser would note any other as a fault of the page."""
    return JSONResponse({"reason": reason})
