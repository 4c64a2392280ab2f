"""Pages that are pictures: made level, their rules found, their print recognised."""
