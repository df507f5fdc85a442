"""The foundation's side of the house: settings, cross-cutting apps, start-up."""
