"""Tags of the templates of agreements."""
