"""Pages are set with the typesetter of the narrative's tests."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "narrative"))
