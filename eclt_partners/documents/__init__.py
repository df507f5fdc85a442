"""Files that were filed, and long work with progress."""
