"""What keeps the stored dashboards up to date?"""
