"""How do PostgreSQL and Redis run on a computer that has neither?

For development and tests only; production names its own servers by
`DATABASE_URL` and `REDIS_URL`. Everything here but `testing`, `pytest_plugin`
and `mail_catcher` uses the standard library alone and never imports Django,
because the addresses must be known before settings are read.
"""
