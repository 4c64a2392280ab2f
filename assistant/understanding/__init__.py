"""From a question and its earlier turns to a Plan. Stands on words."""
