"""What changes agreements, versions and promises?"""
