"""PostgreSQL refuses to run as root: run it as nobody, in a user namespace if the system grants one."""

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hatecrime.runtime.screen import Problem

_TRIAL = """
import os, sys
os.access(sys.argv[1], os.X_OK) or sys.exit("not executable")
os.execv(sys.argv[1], [sys.argv[1], "--version"])
"""


@dataclass(frozen=True)
class Guise:
    """How PostgreSQL is run.

    Arguments:
        prefix: the program that changes the user, or nothing.
        owner: the user that has to own PostgreSQL's files, as seen from outside.
    """

    prefix: tuple[str, ...]
    owner: int


def find_guise(program: Path) -> Guise:
    """Return the first way in which `program` runs here.

    An ordinary user runs it directly, unless the user has no name (initdb insists on one). Root maps itself to nobody
    in a user namespace, so that the files stay root's own. Where that is refused (containers, chroots) root really
    becomes nobody, keeping if possible the right to pass folders that are closed to others, such as /root.

    Raises:
        Problem: none of them works.
    """
    for guise in _guises():
        trial = [*guise.prefix, sys.executable, "-I", "-c", _TRIAL, str(program)]
        if subprocess.run(trial, capture_output=True, check=False).returncode == 0:
            return guise
    raise Problem(
        "PostgreSQL does not run as root and could not be started as another user here. Run this as an ordinary user, "
        "in a folder of that user."
    )


def _guises() -> Iterator[Guise]:
    me = os.geteuid()
    nobody = pwd.getpwnam("nobody")
    user, group = nobody.pw_uid, nobody.pw_gid
    if me != 0 and _has_a_name(me):
        yield Guise((), me)
    if shutil.which("unshare"):
        yield Guise(("unshare", "--user", f"--map-user={user}", f"--map-group={group}"), me)
    if me == 0 and shutil.which("setpriv"):
        become = ("setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups")
        # Without no_setuid_fixup, access(2) would ignore the right that is kept.
        keep = ("--inh-caps=-all,+dac_override", "--ambient-caps=-all,+dac_override")
        yield Guise((*become, "--securebits=+no_setuid_fixup", *keep), user)
        yield Guise(become, user)


def _has_a_name(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def give(folder: Path, owner: int) -> None:
    """Make `folder` and all in it belong to `owner`; nothing is done where it already does."""
    if folder.stat().st_uid == owner:
        return
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(parent, name), owner, -1, follow_symlinks=False)
    os.chown(folder, owner, -1)
