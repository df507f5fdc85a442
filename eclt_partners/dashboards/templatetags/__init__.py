"""Filters of the dashboards' templates."""
