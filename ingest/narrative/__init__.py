"""From the text outside the tables to passages and to figures told in prose."""
