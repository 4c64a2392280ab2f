"""The chat in a browser: ``python app.py [--library DIR] [--host H] [--port P]``.

Layout and events only; every answer comes from ``assistant.ask``. A cited place is an address,
``#/REPORT/PAGE:x0,top,x1,bottom;…``, so a link to it opens the page again with the cell marked.
"""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from app_style import CSS, HEAD, OPEN_PLACES, SHOW_PAGE
from assistant.answers import Answer, Citation, Question
from assistant.ask import ask
from assistant.citations import title_in_words
from assistant.examples import example_questions
from ingest.amounts import grouped
from ingest.errors import MingzhangError
from ingest.library import Library
from ingest.nouns import BBox, Locator
from ingest.settings import Settings

# Read by gradio when it is imported: nothing may leave the machine.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"

import gradio as gr  # noqa: E402

