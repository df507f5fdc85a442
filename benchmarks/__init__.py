"""What does it cost? Ratios of one run."""
