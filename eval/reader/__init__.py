"""Training of the reader: pretrained weights, lessons from the corpus, export."""
