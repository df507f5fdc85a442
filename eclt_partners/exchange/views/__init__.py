"""Which pages take lists of partners in?"""
