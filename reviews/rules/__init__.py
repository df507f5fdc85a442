"""Pure rules about reviews: scoring, status, cadence, states and reminders."""
