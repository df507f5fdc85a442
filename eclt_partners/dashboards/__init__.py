"""Today, country dashboards and the pages that show several apps at once."""
