"""A real OpenID Connect provider, oidc-provider from npm, for the tests of single sign-on; skipped without npm."""

import shutil
from hashlib import sha256
from pathlib import Path

from hatecrime.runtime import npm
from hatecrime.runtime.places import PROJECT
from hatecrime.runtime.screen import Problem, say

SOURCE = PROJECT / "tests" / "oidc"
NONE = "The OpenID Connect provider could not be fetched from npm: the tests that need it are skipped."


def find() -> str:
    """Return the folder of the provider, having fetched it if need be; blank (and a sentence) if it cannot be had."""
    wanted = sha256((SOURCE / "package-lock.json").read_bytes()).hexdigest()
    mark = PROJECT / ".runtime" / "oidc" / "fetched"
    if not (mark.is_file() and mark.read_text() == wanted):
        say("Getting the OpenID Connect provider for the tests")
        try:
            mark = npm.install(SOURCE, "oidc", "The provider") / "fetched"
        except (Problem, OSError):
            say(NONE)
            return ""
        mark.write_text(wanted)
    return str(mark.parent)


def program(folder: str) -> Path:
    """Return the provider's program, beside the packages that it imports."""
    return Path(shutil.copy(SOURCE / "provider.mjs", folder))
