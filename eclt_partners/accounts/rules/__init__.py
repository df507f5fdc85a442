"""Who may do what: pure values."""
