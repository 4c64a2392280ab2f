"""The version of the reader. It rises when the same file would now be read differently."""

from __future__ import annotations

READER_VERSION = "5"
"""Stored with each report; a report of another version is read again by ``ingest add``."""
