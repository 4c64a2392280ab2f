"""The panels of the page: layout and events. What they show is made by modules without gradio.

A panel is a module with ``build(desk, sheet)``. It is called inside the tab that ``app.py`` opens
for it, lays its controls out, wires its events and returns a ``desk.Panel``:

- ``desk``: the Library, the settings, the texts of the page's language (``desk.say("chat.ask")``;
  every key stands in rendering/texts/zh.yaml and en.yaml), ``desk.public`` and
  ``desk.user(request)``, the name of the signed-in member of staff or "". A staff event takes a
  ``gr.Request`` and asks ``desk.user`` itself: a hidden button guards nothing.
- ``sheet``: the page panel at the side. A link ``<a href="?report=ID&page=3&figure=ID">`` (made
  by ``permalinks.link_of``) anywhere on the page opens that place in it without a word of code. An
  event of Python opens one by returning ``sheet.show(place)`` to the output ``sheet.output``.
- ``Panel.reopen``, where given, is called when the page is opened, with the query of its address
  (``?tab=figures&year=2023``), and returns the values of ``Panel.outputs``: the state of filters
  comes back. Script keeps the query: ``js="(year) => mingzhang.remember({year})"``.

Names of events are kept out of the API (``api_visibility="private"``). One panel is one module
under 250 lines. To add one: the module, its texts under its own heading in both languages, a line
in ``app.PANELS``.
"""

import os

# Read by gradio: nothing may leave the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"
# It reckons percentiles over all events at each one, which nobody reads: its route is closed.
os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"
