"""Which stage may a partnership enter, and what stays of the step?"""
