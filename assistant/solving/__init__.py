"""Solving: what is asked, carried out on printed figures."""
