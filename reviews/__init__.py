"""Reviews: both sides answer, talk and act; the score sets the next date."""
