"""Debian packages: installed as root, or fetched by apt with its checks and unpacked where root is not needed."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hatecrime.runtime.places import private

LONGEST_RUN = 900  # seconds


@dataclass(frozen=True)
class Packages:
    """Some packages of the distribution, and a folder to unpack them in with all that they need and is missing here."""

    names: tuple[str, ...]
    folder: Path

    @property
    def root(self) -> Path:
        """Where the packages are unpacked, as if it were the root of the file system."""
        return self.folder / "root"

    @property
    def log(self) -> Path:
        """What the programs said."""
        return private(self.folder) / "log"

    def install(self) -> bool:
        """Install the packages, if this is root on a Debian; true if that went well."""
        if os.geteuid() != 0 or not shutil.which("apt-get"):
            return False
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *self.names]
        return self._succeeds(command) or (self._succeeds(["apt-get", "update"]) and self._succeeds(command))

    def unpack(self) -> bool:
        """Fetch and unpack the packages, if this is a Debian; true if that went well."""
        if not shutil.which("apt-get") or not shutil.which("dpkg-deb") or not self._succeeds([*self._apt(), "update"]):
            return False
        fetched = private(self.folder / "debs")
        missing = self._missing()
        if not missing or not self._succeeds([*self._apt(), "download", *missing], fetched):
            return False
        return all(self._succeeds(["dpkg-deb", "-x", str(deb), str(self.root)]) for deb in fetched.glob("*.deb"))

    def libraries(self) -> list[str]:
        """Return the folders of the unpacked libraries."""
        return sorted({str(library.parent) for library in self.root.glob("**/*.so*")})

    def forget(self) -> None:
        """Remove what was unpacked."""
        shutil.rmtree(self.root, ignore_errors=True)

    def _missing(self) -> list[str]:
        command = [*self._apt(), "--simulate", "install", "--no-install-recommends", *self.names]
        plan = subprocess.run(command, capture_output=True, text=True, check=False)
        return re.findall(r"^Inst (\S+)", plan.stdout, re.MULTILINE)

    def _apt(self) -> list[str]:
        """Return apt-get with package lists of its own: those of the system may be missing and are root's to renew."""
        lists = private(self.folder / "apt" / "lists")
        cache = private(self.folder / "apt" / "cache")
        for folder in (lists, cache / "archives"):
            private(folder / "partial")
        options = {"Dir::State::lists": lists, "Dir::Cache": cache, "Debug::NoLocking": "1"}
        return ["apt-get", *(word for name, value in options.items() for word in ("-o", f"{name}={value}"))]

    def _succeeds(self, command: Sequence[str], folder: Path | None = None) -> bool:
        return succeeds(command, self.log, {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, folder)


def succeeds(
    command: Sequence[str], log: Path, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> bool:
    """Run a program without input, its output added to `log`; true if it ended well and in time."""
    with log.open("ab") as output:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=environment,
                cwd=folder,
                timeout=LONGEST_RUN,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0
