"""Loads demonstration data and checks the method from the command line."""
