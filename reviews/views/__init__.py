"""What do the pages of reviews show, for both sides?"""
