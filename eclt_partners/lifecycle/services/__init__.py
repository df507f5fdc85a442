"""How does a partnership move, and what is kept of each step?"""
