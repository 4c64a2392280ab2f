"""Ground floor: the nouns, the reading of published budget PDFs, the stores, the Library door."""
