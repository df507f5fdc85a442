"""Pure rules that every app may use."""
