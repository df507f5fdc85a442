"""Of which programs does `make run` make a product?"""

from eclt_partners.embedded.home import PROJECT, Home
from eclt_partners.embedded.parts import Ports, parts


def test_the_dispatcher_that_needs_no_redis_is_one_of_them(home: Home):
    started = {part.name: part for part in parts(home, Ports(web=8000))}
    assert list(started) == ["web", "worker", "beat", "dispatch"]
    assert started["dispatch"].command[1:4] == (
        str(PROJECT / "manage.py"),
        "dispatch",
        "--loop",
    )
