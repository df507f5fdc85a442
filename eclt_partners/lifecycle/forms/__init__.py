"""Which forms do the steps between stages show?"""
