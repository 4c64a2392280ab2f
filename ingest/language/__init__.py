"""The one ground floor of language: how print, numbers, time, funds and bodies are worded."""
