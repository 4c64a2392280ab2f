"""Questions as people ask them, each with what it asks and what a right answer holds."""
