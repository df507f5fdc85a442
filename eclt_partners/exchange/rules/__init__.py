"""How is a list of partners read? Pure functions over texts."""
