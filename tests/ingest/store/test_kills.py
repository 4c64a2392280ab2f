"""Killed at random moments: a few kills always, 500 with ``pytest -m kills`` (half an hour)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def _killed(kills: int, seed: int) -> None:
    command = [sys.executable, "-m", "tests.ingest.store.kills"]
    command += ["--kills", str(kills), "--seed", str(seed)]
    ran = subprocess.run(command, cwd=Path(__file__).parents[3], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " 0 wrong" in ran.stdout


def test_one_kill_of_each_kind_leaves_the_old_or_the_new() -> None:
    _killed(6, seed=3)


@pytest.mark.kills
def test_500_kills_leave_the_old_or_the_new() -> None:
    _killed(500, seed=12)
