"""Public bodies: how their names are compared, shortened and told in a report."""
