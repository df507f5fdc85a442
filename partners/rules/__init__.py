"""Pure rules about partners and the life of a partnership."""
