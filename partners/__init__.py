"""Partners and partnerships: who we work with, and how the relationship lives."""
