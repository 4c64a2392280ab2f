"""From the ruled tables of pages to statutory forms and exact figures."""
