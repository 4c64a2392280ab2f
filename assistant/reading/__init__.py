"""Reading: what each stretch of a question is, and what is wanted."""
