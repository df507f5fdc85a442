"""What can be asked about reviews? One module per kind of question."""
