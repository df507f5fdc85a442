"""May a version come into force? The lines of gate G2 (methods A3)."""
