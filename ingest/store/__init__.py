"""The two stores behind the Library: SQL (the truth) and Chroma (an index of it)."""
