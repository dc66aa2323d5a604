"""Where one machine keeps its data: everything is under .runtime, readable by its owner alone."""

import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
LONGEST_SOCKET_PATH = 107  # bytes of sun_path in Linux, less the final zero (unix(7))

_PLAIN = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True)
class Places:
    """The folders of one set of services.

    Arguments:
        root: the folder that holds them all.
        lasting: true if the data has to survive a power cut; tests do without.
    """

    root: Path
    lasting: bool = True

    @property
    def cluster(self) -> Path:
        """The data folder of PostgreSQL."""
        return self.root / "postgres"

    @property
    def queue(self) -> Path:
        """The data folder of Valkey."""
        return self.root / "valkey"

    @property
    def mail(self) -> Path:
        """Where e-mail is written instead of being sent."""
        return self.root / "mail"

    @property
    def static(self) -> Path:
        """Collected static files."""
        return self.root / "static"

    def log(self, name: str) -> Path:
        """Return the log file called `name`."""
        return private(self.root / "logs") / f"{name}.log"

    def secret(self, name: str) -> Path:
        """Return the file that holds the secret called `name`."""
        return private(self.root / "secrets") / name

    def stamp(self, name: str) -> Path:
        """Return the file that remembers for what the step called `name` was last done."""
        return private(self.root / "stamps") / name

    def sockets(self) -> Path:
        """Return a private folder for unix sockets, short enough for the system's limit and plain enough for addresses.

        A project that is nested deeply, or has spaces and the like in its path, gets one in the system's temporary
        folder; a file in the root remembers which.
        """
        near = self.root / "run"
        if _PLAIN.fullmatch(str(near)) and len(str(near / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
            return private(near)
        return self._short_sockets()

    def _short_sockets(self) -> Path:
        remembered = self.root / "sockets"
        if remembered.is_file() and is_private(Path(remembered.read_text())):
            return Path(remembered.read_text())
        made = Path(tempfile.mkdtemp(prefix="hatecrime-", dir="/tmp"))
        remembered.write_text(str(made))
        return made


def project_places() -> Places:
    """Return the places of this checkout: .runtime, or the folder that HATECRIME_RUNTIME names."""
    chosen = os.environ.get("HATECRIME_RUNTIME")
    return Places(private(Path(chosen).resolve() if chosen else PROJECT / ".runtime"))


def places_of_tests() -> Places:
    """Return the places of the tests, which never touch those of the checkout."""
    return Places(private(project_places().root / "test"), lasting=False)


def private(folder: Path) -> Path:
    """Return `folder`, made if need be for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def is_private(folder: Path) -> bool:
    """Tell whether `folder` is a real folder that nobody else can enter and that is ours to use."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    found = folder.stat()
    ours = os.geteuid() in {0, found.st_uid}
    return ours and not stat.S_IMODE(found.st_mode) & 0o077
