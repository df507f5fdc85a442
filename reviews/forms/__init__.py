"""Which forms do the pages of reviews use?"""
