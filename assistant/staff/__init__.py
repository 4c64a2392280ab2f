"""Those who may add, remove and correct, and the files they send. Stands on nothing else here."""
