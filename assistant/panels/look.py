"""The look of the page: paper and ink, system fonts, by day and by night."""

from __future__ import annotations

from importlib.resources import files

import gradio as gr

STYLE = "\n".join(
    files("assistant.panels").joinpath(name).read_text(encoding="utf-8")
    for name in ("page.css", "library.css")
)
_FONTS = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "system-ui", "sans-serif")


def theme() -> gr.themes.Base:
    """Gradio's plain theme in stone grey; its night is its day."""
    look = gr.themes.Base(neutral_hue="stone", primary_hue="stone", radius_size="sm", font=_FONTS)
    for name in [name for name in vars(look) if name.endswith("_dark")]:
        setattr(look, name, getattr(look, name.removesuffix("_dark"), None))
    return look
