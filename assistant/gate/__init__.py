"""What stands before the page, whatever serves it: who may ask for what, how much, and how fast."""
