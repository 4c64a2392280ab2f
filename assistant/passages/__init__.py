"""From a Plan to the passages that answer it. Stands on words."""
