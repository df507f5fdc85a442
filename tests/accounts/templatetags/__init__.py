"""Tests of the words about roles."""
