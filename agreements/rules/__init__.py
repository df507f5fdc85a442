"""Pure rules about agreements, their versions and their promises."""
