"""What can be done to reviews? One module per thing that is done."""
