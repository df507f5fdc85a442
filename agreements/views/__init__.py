"""Which pages show and register agreements?"""
