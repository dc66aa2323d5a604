"""`bin/manage COMMAND`: a management command with the services of this machine."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext

from hatecrime.runtime import environment, installation, record
from hatecrime.runtime.borrowing import borrowed
from hatecrime.runtime.places import PROJECT, Places, project_places
from hatecrime.runtime.screen import Problem

OWNERS_COMMANDS = {"migrate", "makemigrations"}
WITHOUT_SERVICES = {"check_instrument"}
"""Commands that look at a file and ask nobody."""


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    places = project_places()
    if WITHOUT_SERVICES & set(arguments[:1]):
        variables = environment.application(places, port=0, demo=False, given=os.environ)
        return run([sys.executable, str(PROJECT / "manage.py"), *arguments], variables)
    services = nullcontext() if environment.outside(os.environ).everything else borrowed(places)
    with services:
        variables = prepared(places)
        if OWNERS_COMMANDS & set(arguments[:1]):
            variables = owners(places, variables)
        return run([sys.executable, str(PROJECT / "manage.py"), *arguments], variables)


def prepared(places: Places) -> dict[str, str]:
    """Do the same set-up as bin/serve and return the environment of the command."""
    last = record.last(places)
    variables = environment.application(places, port=last.port, demo=last.demo, given=os.environ)
    installation.get_files()
    installation.collect_static(places, variables)
    installation.migrate(places, variables)
    return variables


def owners(places: Places, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a command that changes the database's shape.

    Raises:
        Problem: the owner's address is not known.
    """
    found = environment.as_owner(places, variables)
    if not found:
        raise Problem("Set OWNER_DATABASE_URL to the address at which the owner role reaches the database.")
    return found


def run(command: Sequence[str], variables: Mapping[str, str]) -> int:
    """Run a program in the foreground and return its exit code; an interrupt is the program's own to handle."""
    with subprocess.Popen(command, env=variables) as program:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda received, frame: program.send_signal(received))
        code = program.wait()
    return code if code >= 0 else 128 - code
