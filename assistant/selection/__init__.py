"""Figures by filters, as staff look them up: as rows, side by side, as files. Stands on figures."""
