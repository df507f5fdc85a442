"""What a file must be to be taken: pure rules."""
