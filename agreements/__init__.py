"""Agreements: numbered versions and the promises of both sides."""
