"""Do the tables of a dashboard say what its figures say?"""
