"""Linking: what a stretch of a question may mean among what the reports tell."""
