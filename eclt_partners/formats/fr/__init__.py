"""Formats for French."""
