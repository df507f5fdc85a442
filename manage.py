#!/usr/bin/env python3
"""How is a command run? With servers of our own, or those in the environment."""

import sys

from eclt_partners.embedded.commands import ready_for

if __name__ == "__main__":
    with ready_for(sys.argv):
        # Settings are read by this import, so the addresses must be there first.
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
