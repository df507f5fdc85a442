"""What comes in from other people's files, and goes out to them?"""
