"""Which pages show and move the stage of a partnership?"""
