"""Code without business meaning that every app may use."""
