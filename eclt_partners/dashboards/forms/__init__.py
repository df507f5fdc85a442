"""How do people say what a page of the dashboards shall show or change?"""
