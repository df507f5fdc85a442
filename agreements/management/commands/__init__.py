"""Commands about agreements."""
