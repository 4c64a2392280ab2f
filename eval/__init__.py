"""Measures the product: cases, scorers, runs, and the same ``ask()`` that the chat calls."""
