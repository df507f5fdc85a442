"""What changes partners, contacts, partnerships, stages and events?"""
