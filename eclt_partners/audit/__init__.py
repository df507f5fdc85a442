"""What happened, when, and by whom: append-only."""
