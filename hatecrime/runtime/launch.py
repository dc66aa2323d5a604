"""Become one program that cannot outlive its parent.

Run as a script: `python -I launch.py PARENT SIGNAL PROGRAM [arguments]`. The system sends SIGNAL to the program when
the process PARENT ends, even by kill -9. Uses the standard library alone, because it may run as another user.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Bind this process to its parent and become the program."""
    parent, number, *command = sys.argv[1:]
    if ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0) != 0:
        raise SystemExit("This system cannot bind a process to its parent.")
    if os.getppid() != int(parent):
        raise SystemExit("The parent has ended.")
    for ignored_by_python in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(ignored_by_python, signal.SIG_DFL)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
