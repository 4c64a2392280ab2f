"""From a PDF file to pages: characters, text lines, ruled tables, page pictures."""
