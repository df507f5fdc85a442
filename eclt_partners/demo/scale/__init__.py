"""Invents a large portfolio with history, for measuring and for trying out."""
