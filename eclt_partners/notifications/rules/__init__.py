"""Pure rules of mail: digesting and back-off."""
