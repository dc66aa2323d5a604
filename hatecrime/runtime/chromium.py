"""A Chromium for the browser tests: the one found, else apt's as root, else Playwright's own download."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from hatecrime.runtime.places import PROJECT, private
from hatecrime.runtime.screen import say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE = (
    "No Chromium runs here and none could be installed: the browser tests are skipped. "
    "Install one with: sudo apt-get install chromium"
)
LONGEST_TRIAL = 60  # seconds
LONGEST_DOWNLOAD = 900  # seconds
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")


def find() -> str:
    """Return the path of a Chromium that runs, having installed one if need be; blank (and a sentence) if none does."""
    given = os.environ.get("HATECRIME_CHROMIUM", "")
    found = next((path for path in [given, *_installed()] if path and runs(path)), "")
    return found or _fetched()


def _fetched() -> str:
    say("Getting Chromium for the browser tests")
    for fetch in (_with_apt, _with_playwright):
        path = fetch()
        if path and runs(path):
            return path
    say(NONE)
    return ""


def _installed() -> list[str]:
    on_path = [shutil.which(name) or "" for name in NAMES]
    downloaded = sorted(str(path) for path in _folder().glob("chromium-*/chrome-linux*/chrome"))
    return on_path + downloaded


def _folder() -> Path:
    return private(PROJECT / ".runtime" / "browsers")


def runs(path: str) -> bool:
    """Tell whether a Chromium can show a blank page."""
    profile = private(_folder() / "trial")
    try:
        shown = subprocess.run(
            [path, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", "about:blank"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_TRIAL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    return shown.returncode == 0 and b"<html" in shown.stdout


def _with_apt() -> str:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return ""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    if not _succeeds(install):
        _succeeds(["apt-get", "update"])
        _succeeds(install)
    return shutil.which("chromium") or ""


def _with_playwright() -> str:
    _succeeds([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"])
    return next(reversed(_installed()), "")


def _succeeds(command: list[str]) -> bool:
    environment = {"DEBIAN_FRONTEND": "noninteractive", "PLAYWRIGHT_BROWSERS_PATH": str(_folder())}
    with (_folder() / "log").open("ab") as log:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=os.environ | environment,
                timeout=LONGEST_DOWNLOAD,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0
