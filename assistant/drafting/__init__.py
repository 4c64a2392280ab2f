"""Explanations written by a language model, held to evidence. Stands on composing."""
