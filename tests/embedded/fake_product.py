"""A product of tiny programs, so that starting and stopping is tested alone.

Run as `python -m tests.embedded.fake_product [--parts NAMES] [--fail STEP]`.
Each part writes its name into `ended.txt` of the home when it is asked to end;
`crash` ends by itself once the home holds a file `crash`, `stubborn` never does.
"""

import argparse
import os
import signal
import sys

from eclt_partners.embedded.home import Home
from eclt_partners.embedded.parts import Part, Ports
from eclt_partners.embedded.preparation import Step
from eclt_partners.embedded.processes import die_with_parent
from eclt_partners.embedded.supervisor import supervise

SERVE = """
import signal, sys, threading
from http.server import HTTPServer, BaseHTTPRequestHandler
name, notes, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
def end(*_):
    with open(notes, "a") as file:
        file.write(name + "\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
print(name, "is up")
if name == "web":
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_error(404)
    HTTPServer(("127.0.0.1", port), Page).serve_forever()
threading.Event().wait()
"""
CRASH = """
import pathlib, sys, time
while not pathlib.Path(sys.argv[2]).with_name("crash").exists():
    time.sleep(0.05)
print("no way on")
raise SystemExit(3)
"""
STUBBORN = """
import signal, threading
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("stubborn is up")
threading.Event().wait()
"""


def plan_failing(name: str) -> list[Step]:
    """Return one step that works and one that may fail."""
    return [
        Step("greet", ("-c", "print('hello')")),
        Step("doubt", ("-c", f"raise SystemExit({int(name == 'doubt')})")),
    ]


def team(home: Home, ports: Ports, names: list[str]) -> list[Part]:
    """Return the parts by name; `crash` and `stubborn` do as they are called."""
    notes = str(home.root / "ended.txt")
    special = {"crash": CRASH, "stubborn": STUBBORN}
    return [
        Part(
            name,
            (
                sys.executable,
                "-c",
                special.get(name, SERVE),
                name,
                notes,
                str(ports.web),
            ),
            stop_limit=30,
        )
        for name in names
    ]


def main() -> int:
    """Supervise the tiny programs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--parts", default="mail,web,worker,beat")
    parser.add_argument("--fail", default="")
    parser.add_argument("--stop-with-parent", action="store_true")
    options = parser.parse_args()
    if options.stop_with_parent:
        die_with_parent(signal.SIGTERM, os.getppid())
    return supervise(
        lambda home, *, own_database: plan_failing(options.fail),
        lambda home, ports: team(home, ports, options.parts.split(",")),
    )


if __name__ == "__main__":
    sys.exit(main())
