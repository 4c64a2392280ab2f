"""Deciding: answer, ask back, or say what is not told."""
