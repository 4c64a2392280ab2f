"""Words of questions and of reports, as data, asked by meaning. Stands on nothing else here."""
