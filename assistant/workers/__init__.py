"""Processes beside the page that do what may take long, each job within a deadline."""
