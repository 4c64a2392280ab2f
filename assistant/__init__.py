"""From a question to a Query, from the Query to figures and passages, to a cited answer."""
