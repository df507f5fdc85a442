"""Filters of the templates about roles."""
