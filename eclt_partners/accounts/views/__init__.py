"""Which pages let people sign in, keep their account, and set the product up?"""
