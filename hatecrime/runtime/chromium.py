"""A Chromium for the browser tests: the one found, else apt's as root, else Playwright's, else apt's unpacked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from hatecrime.runtime import npm, pango
from hatecrime.runtime.debian import Packages, succeeds
from hatecrime.runtime.places import PROJECT, private
from hatecrime.runtime.screen import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE = (
    "No Chromium runs here and none could be installed: the browser tests are skipped. "
    "Install one with: sudo apt-get install chromium"
)
LONGEST_TRIAL = 60  # seconds
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def find() -> str:
    """Return the path of a Chromium that runs, having got one if need be; blank (and a sentence) if there is none."""
    found = _first_that_runs()
    if found:
        return found
    say("Getting Chromium for the browser tests")
    for get in (_needed().install, _download, _needed().unpack):
        found = _first_that_runs() if get() else ""
        if found:
            return found
    _needed().forget()
    say(NONE)
    return ""


def variables(browser: str) -> dict[str, str]:
    """Return what the browser tests need: the Chromium, or blank, its libraries, and a Node.js that runs anywhere.

    The one that comes with Playwright needs libatomic, which a fresh Debian does not have.
    """
    return {"HATECRIME_CHROMIUM": browser, "PLAYWRIGHT_NODEJS_PATH": str(npm.node()), **_libraries()}


def _libraries() -> dict[str, str]:
    folders = [*pango.libraries(), *_needed().libraries()]
    return {"LD_LIBRARY_PATH": ":".join(folders)} if folders else {}


def _needed() -> Packages:
    return Packages(("chromium",), _folder())


def _folder() -> Path:
    return private(PROJECT / ".runtime" / "browsers")


def _first_that_runs() -> str:
    on_path = [shutil.which(name) or "" for name in NAMES]
    fetched = [str(path) for path in sorted(_folder().glob("chromium-*/chrome-linux*/chrome"))]
    unpacked = [str(path) for path in _needed().root.glob("usr/lib/chromium/chromium")]
    candidates = [os.environ.get("HATECRIME_CHROMIUM", ""), *on_path, *fetched, *unpacked]
    return next((path for path in candidates if path and runs(path)), "")


def runs(path: str) -> bool:
    """Tell whether a Chromium can show a blank page."""
    profile = private(_folder() / "trial")
    try:
        shown = subprocess.run(
            [path, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "about:blank"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=os.environ | pango.variables() | _libraries(),
            timeout=LONGEST_TRIAL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    return shown.returncode == 0 and b"<html" in shown.stdout


def _download() -> bool:
    chosen = {"PLAYWRIGHT_BROWSERS_PATH": str(_folder()), "PLAYWRIGHT_NODEJS_PATH": str(npm.node())}
    command = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    return succeeds(command, _needed().log, os.environ | chosen)
