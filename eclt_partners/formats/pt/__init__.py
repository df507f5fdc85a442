"""Formats for Portuguese."""
