"""From figures and passages to a cited answer. Stands on figures and passages."""
