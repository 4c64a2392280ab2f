"""From a Plan to printed figures: found, calculated, ranked. Stands on understanding, words."""
