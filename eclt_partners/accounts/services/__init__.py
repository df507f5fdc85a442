"""What changes accounts, roles and partner links?"""
