"""Countries: the unit of scope, with zone, working days, language and currency."""
