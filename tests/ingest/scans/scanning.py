"""Makes scans of drawn pages: pictures, a little crooked and grainy, as the pages of a PDF."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

DPI = 200


def scan(path: Path, target: Path, *, crooked: float = 0.6, quarters: int = 0) -> Path:
    """Writes the pages of a PDF as pictures, turned by degrees and by quarters."""
    grain = np.random.default_rng(7)
    pictures = []
    document = pdfium.PdfDocument(path)
    for page in document:
        drawn = page.render(scale=DPI / 72).to_pil().convert("L")
        turned = drawn.rotate(crooked, Image.Resampling.BICUBIC, fillcolor=255)
        turned = turned.rotate(90 * quarters, expand=True)
        grey = np.asarray(turned, np.float64) * 0.85 + 30
        grey += grain.normal(0, 8, grey.shape)
        pictures.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    document.close()
    first, *others = pictures
    first.save(target, save_all=True, append_images=others, resolution=DPI, quality=70)
    return target
