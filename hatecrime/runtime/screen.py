"""What the person at the terminal reads."""

import errno
import sys
from contextlib import suppress
from pathlib import Path

DISK_FULL = "The disk is full. Free about 2 GB and run this again; nothing that was saved is lost."
_DISK_FULL_SIGNS = ("No space left on device", "Disk quota exceeded", "ENOSPC", "EDQUOT")


class Problem(Exception):
    """Something the person can mend; the message is one clear sentence or two."""


def say(sentence: str) -> None:
    """Show one line of progress, on stderr so that a command's own output stays clean.

    Where it cannot be shown, the file behind stderr being on a full disk or its reader gone, nothing else stops for it.
    """
    with suppress(OSError):
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()


def explain(log: Path, otherwise: str) -> Problem:
    """Return the problem that the end of `log` shows: a full disk, else `otherwise` with the log's name."""
    return in_words(end_of(log), f"{otherwise} The reason is at the end of {log}.")


def in_words(output: str, otherwise: str) -> Problem:
    """Return the problem in a program's `output`: a full disk if it says so, else `otherwise`."""
    return Problem(DISK_FULL if any(sign in output for sign in _DISK_FULL_SIGNS) else otherwise)


def end_of(log: Path, size: int = 4000) -> str:
    """Return the last `size` characters of a log file, or nothing if there is none."""
    return log.read_text(errors="replace")[-size:] if log.is_file() else ""


def of_system(error: OSError) -> Problem:
    """Return the problem behind a failed system call."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problem(DISK_FULL)
    return Problem(f"{error.strerror or error}: {error.filename}" if error.filename else str(error))


def show(text: str) -> None:
    """Print a result on stdout."""
    sys.stdout.write(text)
    sys.stdout.flush()
