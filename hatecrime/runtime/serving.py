"""`bin/serve`: the whole site on this machine, until Ctrl-C."""

import argparse
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from functools import partial

from hatecrime.runtime import commands, environment, installation, processes
from hatecrime.runtime.borrowing import Loan
from hatecrime.runtime.places import PROJECT, Places, project_places
from hatecrime.runtime.record import Record, only_server
from hatecrime.runtime.screen import Problem, explain, say, show
from hatecrime.runtime.supervision import Kept

LONGEST_START = 90  # seconds until the web has to answer
LONGEST_STOP = 4.0  # seconds for web, worker and beat together
PAUSE = 0.5  # seconds between two looks
SERVICES_PAUSE = 5.0  # seconds until PostgreSQL and Valkey are started once more


def read_arguments(arguments: Sequence[str]) -> Record:
    """Read the command line of bin/serve."""
    parser = argparse.ArgumentParser(prog="bin/serve", description="Start the whole site on this machine.")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="the port on 127.0.0.1 (8000)")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="without the fictional partnership")
    options = parser.parse_args(arguments)
    return Record(port=options.port, demo=options.demo)


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text} is not a port; choose a number from 1024 to 65535")
    return int(text)


def main(arguments: Sequence[str]) -> int:
    """Serve until told to stop."""
    record = read_arguments(arguments)
    places = project_places()
    with only_server(places, record):
        refuse_taken(record.port)
        installation.get_files()
        loan = borrow(places)
        try:
            Site(places, record, loan).run()
        finally:
            say_goodbye(loan)
    return 0


def refuse_taken(port: int) -> None:
    """Say so if another program listens on the port.

    Raises:
        Problem: the port is taken, or only root may use it.
    """
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except PermissionError:
            raise Problem(f"Port {port} is for root alone. Choose another: bin/serve --port 8000") from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            raise Problem(
                f"Port {port} is in use by another program. Stop that, or choose another port: bin/serve --port {other}"
            ) from None


def borrow(places: Places) -> Loan | None:
    """Have PostgreSQL and Valkey started, unless both are given from outside."""
    if environment.outside(os.environ).everything:
        return None
    say("Starting PostgreSQL and Valkey")
    return Loan(places)


def say_goodbye(loan: Loan | None) -> None:
    """Stop PostgreSQL and Valkey, or say for whom they stay."""
    if loan and not loan.give_back():
        say("PostgreSQL and Valkey stay up for a bin/manage that is still running.")
    say("Stopped.")


class Site:
    """Web, worker and beat."""

    def __init__(self, places: Places, record: Record, loan: Loan | None) -> None:
        self.places = places
        self.record = record
        self.loan = loan
        self.address = f"http://127.0.0.1:{record.port}/"
        self.variables = environment.application(places, port=record.port, demo=record.demo, given=os.environ)
        self.kept: list[Kept] = []
        self.is_noted = True
        self.services_due = 0.0

    def run(self) -> None:
        """Install, start, announce and look after the three programs until an interrupt."""
        self._install()
        try:
            say("Starting web, worker and beat")
            self._start()
            self._announce()
            self._look_after()
        finally:
            say("Stopping")
            self._stop()

    def _install(self) -> None:
        installation.collect_static(self.places, self.variables)
        installation.migrate(self.places, self.variables)
        if self.record.demo:
            installation.load_demo(self.places, self.variables)

    def _start(self) -> None:
        schedule = str(self.places.root / "beat-schedule")
        self._keep("web", commands.web(self.record.port))
        self._wait_for_web()
        self._keep("worker", commands.worker())
        self._keep("beat", commands.beat(schedule))

    def _keep(self, name: str, command: Sequence[str]) -> None:
        self.kept.append(Kept(name, partial(self._start_one, name, command)))

    def _start_one(self, name: str, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        child = processes.start(
            command,
            self.places.log(name),
            when_orphaned=signal.SIGTERM,
            environment=self.variables,
            folder=PROJECT,
        )
        identity = processes.identify(child.pid)
        if identity:
            self.record.children.append((identity.number, identity.started))
            self._note()
        return child

    def _note(self) -> None:
        """Write down what runs, for whoever cleans up after a kill; a moment later where there is no room for it."""
        try:
            self.record.write(self.places)
        except OSError:
            self.is_noted = False
        else:
            self.is_noted = True

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + LONGEST_START
        while not answers(f"{self.address}healthy/"):
            if self.kept[0].process.poll() is not None or time.monotonic() > deadline:
                raise explain(self.places.log("web"), "The web server did not start.")
            time.sleep(0.1)

    def _announce(self) -> None:
        table = installation.demo_sign_ins(self.places, self.variables) if self.record.demo else ""
        show(f"{table}\nReady: {self.address}\n" if table else f"Ready: {self.address}\n")

    def _look_after(self) -> None:
        while True:
            time.sleep(PAUSE)
            for kept in self.kept:
                news = kept.see_to()
                if news:
                    say(f"{news} Its log: {self.places.log(kept.name)}")
            if not self.is_noted:
                self._note()
            if self.loan and time.monotonic() >= self.services_due:
                self._see_to_services(self.loan)

    def _see_to_services(self, loan: Loan) -> None:
        """Have PostgreSQL and Valkey started if nobody keeps them any more, again and again until they run."""
        try:
            loan.ensure()
        except (Problem, OSError) as error:
            self.services_due = time.monotonic() + SERVICES_PAUSE
            say(f"PostgreSQL and Valkey cannot start; tried again in {SERVICES_PAUSE:.0f} seconds. {error}")

    def _stop(self) -> None:
        deadline = time.monotonic() + LONGEST_STOP
        for kept in self.kept:
            kept.process.terminate()
        for kept in self.kept:
            processes.stop_group(kept.process, signal.SIGTERM, deadline)
        self.record.children.clear()
        self._note()


def answers(address: str) -> bool:
    """Tell whether a page is answered with success."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - our own address
            return int(response.status) == 200
    except (urllib.error.URLError, OSError):
        return False
