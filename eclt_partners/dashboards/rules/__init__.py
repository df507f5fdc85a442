"""Pure rules: which figures stand on a dashboard, and where marks lie in a chart."""
