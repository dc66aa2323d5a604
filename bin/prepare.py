"""Make the virtual environment of this checkout, then hand over to `hatecrime.runtime` inside it.

Called by bin/serve, bin/manage and bin/test as `prepare.py LOCK COMMAND [arguments]`. Runs before anything is
installed, so it uses the standard library alone. A stamp of the lock file and of the Python version makes every later
start skip the work.
"""

import fcntl
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
PYTHON = VENV / "bin" / "python"
RUNTIME = PROJECT / ".runtime"
# Networks that inspect traffic add a certificate of their own to those that the system trusts.
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
PROGRESS_SECONDS = 5
# The test lock holds everything the local one does, in the same versions (see bin/lock).
COVERS = {"local": ["local"], "test": ["test", "local"]}
CAUSES = {
    "No space left on device": "The disk is full. Free about 2 GB and run this again.",
    "Disk quota exceeded": "Your disk quota is used up. Free about 2 GB and run this again.",
    "Temporary failure in name resolution": "There is no network, or no name service: the Python packages could "
    "not be downloaded. Connect and run this again.",
    "Failed to establish a new connection": "There is no network: the Python packages could not be downloaded. "
    "Connect and run this again.",
    "CERTIFICATE_VERIFY_FAILED": "The package index's certificate is not trusted here. Install the certificate of your "
    "network (package ca-certificates) and run this again.",
    "DO NOT MATCH THE HASHES": "A downloaded package is not the one that was locked. Nothing was installed; "
    "run this again, and if it happens again, tell the maintainers.",
    "No matching distribution found": "A locked package could not be found: there is no network, or the package "
    "index in use does not carry it. Check both and run this again.",
}


def say(sentence: str) -> None:
    """Show one line of progress, on stderr so that a command's own output stays clean."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


def stamp(lock: str) -> str:
    """Return what has to be unchanged for the installed packages of `lock` to be right."""
    content = (PROJECT / "requirements" / f"{lock}.txt").read_bytes()
    return f"{hashlib.sha256(content).hexdigest()} {sys.version_info.major}.{sys.version_info.minor} {PROJECT}"


def is_installed(lock: str) -> bool:
    """Tell whether the virtual environment holds exactly this lock, for this Python, in this folder."""
    mark = VENV / f"installed-{lock}"
    return PYTHON.exists() and mark.is_file() and mark.read_text() == stamp(lock)


@contextmanager
def only_one() -> Iterator[None]:
    """Let one process at a time install; the others wait and then find the work done."""
    RUNTIME.mkdir(mode=0o700, exist_ok=True)
    with (RUNTIME / "install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Create the virtual environment, replacing one that was made by another Python or in another folder."""
    if PYTHON.exists() and version_of_environment() == sys.version_info[:2]:
        return
    say(f"Making a virtual environment in {VENV}")
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True, symlinks=True)


def version_of_environment() -> tuple[int, ...]:
    """Return the Python version of the virtual environment; empty if it does not run or was made elsewhere."""
    made_for = VENV / "pyvenv.cfg"
    if not made_for.is_file() or f"{VENV}\n" not in f"{made_for.read_text()}\n":
        return ()
    asked = [str(PYTHON), "-c", "import sys, pip; print(*sys.version_info[:2])"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return tuple(map(int, answer.stdout.split()))


def install(lock: str) -> None:
    """Install the packages of `lock`, each checked against its hash.

    Raises:
        SystemExit: something failed; the message is one sentence and the log has the rest.
    """
    requirements = PROJECT / "requirements" / f"{lock}.txt"
    total = requirements.read_text().count("==")
    say(f"Installing about {total} Python packages (a minute or two the first time)")
    log = RUNTIME / "install.log"
    trusted = {"PIP_CERT": str(SYSTEM_CERTIFICATES)} if SYSTEM_CERTIFICATES.is_file() else {}
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    command += ["--no-input", "--disable-pip-version-check", "--no-color", "--progress-bar", "off"]
    command += ["--requirement", str(requirements)]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=trusted | os.environ,
        text=True,
    ) as pip:
        try:
            output = follow(pip, total)
        except BaseException:
            pip.terminate()
            raise
    log.write_text(output)
    if pip.returncode:
        raise SystemExit(explain(output, log))
    for covered in COVERS[lock]:
        (VENV / f"installed-{covered}").write_text(stamp(covered))


def follow(pip: "subprocess.Popen[str]", total: int) -> str:
    """Return all that pip prints, showing every few seconds how far it has got."""
    lines: list[str] = []
    packages = 0
    shown = time.monotonic()
    for line in pip.stdout or []:
        lines.append(line)
        packages += line.startswith(("Collecting", "Requirement already satisfied"))
        if line.startswith("Installing collected"):
            say("  all downloaded; unpacking them")
            shown = float("inf")
        elif time.monotonic() - shown > PROGRESS_SECONDS:
            shown = time.monotonic()
            say(f"  {packages} of about {total} packages downloaded")
    return "".join(lines)


def explain(output: str, log: Path) -> str:
    """Return one sentence for what stopped pip."""
    for sign, sentence in CAUSES.items():
        if sign in output:
            return sentence
    return f"The Python packages could not be installed; the reason is at the end of {log}."


def main() -> None:
    """Prepare the environment and become the command inside it."""
    lock, command, *arguments = sys.argv[1:]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if not is_installed(lock):
            with only_one():
                if not is_installed(lock):
                    make_environment()
                    install(lock)
    except OSError as error:
        raise SystemExit(explain(str(error), RUNTIME) if error.errno in {28, 122} else str(error)) from None
    except KeyboardInterrupt:
        raise SystemExit("Stopped.") from None
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONUTF8": "1"}
    os.execve(PYTHON, [str(PYTHON), "-m", "hatecrime.runtime", command, *arguments], environment)


if __name__ == "__main__":
    main()
