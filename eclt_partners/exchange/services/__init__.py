"""How does a list of partners become rows?"""
