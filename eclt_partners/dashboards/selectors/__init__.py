"""What do the pages that show several apps ask the database?"""
