"""Which gates guard the stages of a partnership? Pure functions over plain facts."""
