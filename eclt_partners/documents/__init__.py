"""Long work with progress; files follow with the agreements' documents."""
