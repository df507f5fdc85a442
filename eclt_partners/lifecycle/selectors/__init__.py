"""What do the pages and services of stages ask the database?"""
