"""How does an address go to somebody else between the question and the writing?"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from eclt_partners.accounts.models import User


@contextmanager
def taken_meanwhile(verb: str, address: str) -> Iterator[None]:
    """Give an address to a new account just before an account is written.

    Args:
        verb: "INSERT" or "UPDATE", the statement that comes too late.
        address: what the other one takes.
    """
    taken: list[User] = []

    def before_it_is_written(execute, sql, params, many, context):
        if not taken and sql.startswith(verb) and '"accounts_user"' in sql[:30]:
            taken.append(User(email=address, name="Quick"))
            taken[0].save()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(before_it_is_written):
        yield
    assert taken
