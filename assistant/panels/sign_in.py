"""Signing in and out: two boxes and what the door of the staff says."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.panels.desk import Desk

# After a reload is asked for nothing more is done: the page is about to go.
_DOOR = "location.pathname.replace(/en\\/?$/, '') + 'staff/"
_SIGN_IN = f"""async (name, password) => {{
  const answer = await fetch({_DOOR}sign-in', {{
    method: 'POST', headers: {{'Content-Type': 'application/json'}},
    body: JSON.stringify({{name, password}}),
  }});
  if (answer.status === 204) {{ location.reload(); await new Promise(() => {{}}); }}
  const told = await answer.json().catch(() => ({{}}));
  return [told.reason || `HTTP ${{answer.status}}`, ''];
}}"""
_SIGN_OUT = f"""async () => {{
  await fetch({_DOOR}sign-out', {{method: 'POST'}});
  location.reload();
  await new Promise(() => {{}});
}}"""


def build(desk: Desk) -> list[Any]:
    """Lays it out; returns the outputs of ``shown``."""
    say = desk.say
    with gr.Accordion(say("staff.heading"), open=False, visible=False, elem_id="sign-in") as door:
        name = gr.Textbox(label=say("staff.name"), max_length=40)
        password = gr.Textbox(label=say("staff.password"), type="password", max_length=200)
        enter = gr.Button(say("staff.sign_in"))
        refused = gr.Textbox(
            show_label=False, interactive=False, container=False, elem_id="refused"
        )
    with gr.Row(visible=False, elem_id="signed-in") as signed_in:
        who = gr.HTML("", elem_id="who")
        leave = gr.Button(say("staff.sign_out"), size="sm", min_width=80)
    for event in (enter.click, password.submit):
        event(
            None,
            [name, password],
            [refused, password],
            js=_SIGN_IN,
            api_visibility="private",
        )
    leave.click(None, js=_SIGN_OUT, api_visibility="private")
    return [door, signed_in, who]


def shown(desk: Desk, request: gr.Request | None) -> tuple[Any, ...]:
    """The boxes for a visitor where there is staff, the name for one who is signed in."""
    name = desk.user(request)
    words = f"<p>{escape(desk.say('staff.signed_in', name=name))}</p>" if name else ""
    shut = name or not desk.staffed()
    return gr.update(visible=not shut), gr.update(visible=bool(name)), words
