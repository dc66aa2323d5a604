"""The entry of `bin/faults`: a machine on a disk of its own, to which the faults are done one by one."""

import argparse
import importlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import django

from hatecrime.runtime.places import PROJECT
from tests.faults.machine import Machine
from tests.faults.names import names

DISK: Final = "HATECRIME_FAULTS_DISK"
SIZE: Final = "900m"
_ENTER: Final = (("unshare", "--mount"), ("unshare", "--user", "--map-root-user", "--mount"))
"""How a disk of one's own is had: as root with mounts that nobody else sees, else in a user namespace."""


def main(words: Sequence[str]) -> int:
    """Run the faults that are asked for; 1 when one of them fails."""
    given = _arguments(words)
    if given.list:
        print("\n".join(names()))
        return 0
    if strange := [name for name in given.names if not any(each.startswith(name) for each in names())]:
        print(f"There is no fault “{strange[0]}”. bin/faults --list has them all.", file=sys.stderr)
        return 2
    if DISK not in os.environ:
        return _on_a_disk_of_its_own(words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with _disk() as root:
        machine = Machine(root)
        try:
            machine.start()
            return _run(machine, root, given)
        except KeyboardInterrupt:
            return 130
        finally:
            if given.keep:
                shutil.copytree(root / "logs", given.keep, dirs_exist_ok=True)
            machine.stop()


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/faults", description="Break a machine while it makes reports.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="a fault, or the beginning of some; all of them")
    parser.add_argument("--list", action="store_true", help="print the names of all faults")
    parser.add_argument("--gone-seconds", type=float, default=600.0, help="for how long the queue is gone (600)")
    parser.add_argument(
        "--reports",
        type=lambda text: text.split(","),
        default=["quarterly", "performance"],
        metavar="KIND,KIND",
        help="which reports of a quarter are asked for; the first one is caught (quarterly,performance)",
    )
    parser.add_argument("--keep", type=Path, help="a folder to copy the machine's logs to")
    return parser.parse_args(words)


def _on_a_disk_of_its_own(words: Sequence[str]) -> int:
    command = [sys.executable, "-m", "tests.faults.start", *words]
    for enter in _ENTER:
        mounts = [*enter, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/mnt"]
        if shutil.which("unshare") and subprocess.run(mounts, capture_output=True, check=False).returncode == 0:
            return subprocess.run(
                [*enter, *command], env={**os.environ, DISK: "own"}, cwd=PROJECT, check=False
            ).returncode
    return subprocess.run(command, env={**os.environ, DISK: "shared"}, cwd=PROJECT, check=False).returncode


@contextmanager
def _disk() -> Iterator[Path]:
    """Give an empty folder, on a small disk of its own where that can be had."""
    folder = Path(tempfile.mkdtemp(prefix="faults-", dir="/tmp"))
    is_own = os.environ[DISK] == "own"
    if is_own:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=0700", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        if is_own:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        shutil.rmtree(folder)


def _run(machine: Machine, root: Path, given: argparse.Namespace) -> int:
    """Set Django up, which reads from its settings where the machine's database is, and break what was asked for."""
    os.environ.update(machine.variables())
    logging.disable(logging.CRITICAL)
    django.setup()
    bench = importlib.import_module("tests.faults.bench").Bench(machine, root, given.gone_seconds, tuple(given.reports))
    bench.prepare()
    return int(importlib.import_module("tests.faults.printing").run(given.names, bench))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
