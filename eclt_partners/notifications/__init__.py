"""What is owed by mail, the messages that carry it, and their story."""
