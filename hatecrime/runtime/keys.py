"""Passwords and keys of one machine: made once at random, kept in files that only their owner can read."""

import os
import secrets

from hatecrime.runtime.places import Places


def key(places: Places, name: str) -> str:
    """Return the secret called `name`, made on first use."""
    path = places.secret(name)
    if not path.exists():
        _write_once(str(path), secrets.token_urlsafe(48))
    return path.read_text()


def _write_once(path: str, value: str) -> None:
    """Write `value` beside its place and move it there, so that a half-written secret is never read."""
    partial = f"{path}.{os.getpid()}"
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(partial, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(partial)
