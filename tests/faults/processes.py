"""Ending parts of the machine, and speaking to its queue."""

import signal
import socket

from tests.faults.machine import Machine


def kill(machine: Machine, victim: str) -> None:
    """End a part of the machine with SIGKILL.

    Args:
        machine: which.
        victim: `child`, every process in which the worker works; `worker`, their parent, so that they are left behind
            as orphans; or `host`, everything, the database included.
    """
    if victim == "host":
        machine.kill_all()
        return
    for process in machine.children() if victim == "child" else [machine.worker()]:
        process.send(signal.SIGKILL)
        process.ends_within(5)


def valkey_command(machine: Machine, command: str) -> None:
    """Send a command of one word to the queue."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(5)
        line.connect(str(machine.places.sockets() / "valkey.sock"))
        line.sendall(f"{command}\r\n".encode())
        assert line.recv(64) == b"+OK\r\n"
