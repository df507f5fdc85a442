"""Dates and numbers per language: the month always in letters."""
