"""Pango and a font for PDF documents: the system's, else apt's as root, else unpacked into .runtime without root.

WeasyPrint loads Pango by name, so unpacked libraries are found through LD_LIBRARY_PATH, which has to be set before
Python starts; that is why `variables` is part of every environment made here.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from hatecrime.runtime.places import PROJECT, private
from hatecrime.runtime.screen import say

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
UNAVAILABLE = "PDF documents are unavailable until these packages are installed: sudo apt-get install " + " ".join(
    PACKAGES
)
LONGEST_DOWNLOAD = 300  # seconds
_TRIAL = """
import warnings
warnings.simplefilter("error", DeprecationWarning)
import weasyprint
assert b"/FontFile" in weasyprint.HTML(string="<p>Trial").write_pdf(uncompressed_pdf=True)
"""
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
"""


def ensure() -> None:
    """See to it that PDF documents can be made, or say plainly that they cannot and what to install."""
    if _mark().is_file() or _works():
        return _mark().touch()
    say("Getting Pango, which draws the text of PDF documents")
    if os.geteuid() == 0 and shutil.which("apt-get") and _install() and _works():
        return _mark().touch()
    if shutil.which("apt-get") and shutil.which("dpkg-deb") and _unpack() and _works():
        return _mark().touch()
    shutil.rmtree(_unpacked(), ignore_errors=True)
    return say(UNAVAILABLE)


def variables() -> dict[str, str]:
    """Return what the environment needs for the unpacked libraries, nothing if there are none."""
    if not _unpacked().is_dir():
        return {}
    folders = sorted({str(library.parent) for library in _unpacked().glob("**/*.so.*")})
    return {"LD_LIBRARY_PATH": ":".join(folders), "FONTCONFIG_FILE": str(_fonts())}


def _folder() -> Path:
    return private(PROJECT / ".runtime" / "pango")


def _unpacked() -> Path:
    return _folder() / "root"


def _fonts() -> Path:
    return _folder() / "fonts.conf"


def _mark() -> Path:
    return _folder() / "works"


def _works() -> bool:
    environment = os.environ | variables()
    return _succeeds([sys.executable, "-c", _TRIAL], environment=environment)


def _install() -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
    return _succeeds(command, environment=environment) or (
        _succeeds(["apt-get", "update"]) and _succeeds(command, environment=environment)
    )


def _unpack() -> bool:
    """Fetch the missing packages with apt's own checks, and unpack them where no right of root is needed."""
    debs = private(_folder() / "debs")
    if not _succeeds([*_apt(), "update"]):
        return False
    plan = subprocess.run(
        [*_apt(), "--simulate", "install", "--no-install-recommends", *PACKAGES],
        capture_output=True,
        text=True,
        check=False,
    )
    missing = re.findall(r"^Inst (\S+)", plan.stdout, re.MULTILINE)
    if not missing or not _succeeds([*_apt(), "download", *missing], folder=debs):
        return False
    unpacked = all(_succeeds(["dpkg-deb", "-x", str(deb), str(_unpacked())]) for deb in debs.glob("*.deb"))
    _fonts().write_text(_FONTS.format(fonts=_unpacked() / "usr" / "share" / "fonts", cache=_folder() / "cache"))
    return unpacked


def _apt() -> list[str]:
    """Return apt-get with package lists of its own: those of the system may be missing and are root's to renew."""
    lists = private(_folder() / "apt" / "lists")
    private(lists / "partial")
    private(_folder() / "apt" / "cache" / "archives" / "partial")
    options = {"Dir::State::lists": lists, "Dir::Cache": _folder() / "apt" / "cache", "Debug::NoLocking": "1"}
    return ["apt-get", *(word for name, value in options.items() for word in ("-o", f"{name}={value}"))]


def _succeeds(command: list[str], *, environment: Mapping[str, str] | None = None, folder: Path | None = None) -> bool:
    """Run a command without input or output; true if it ended well and in time."""
    with (_folder() / "log").open("ab") as log:
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                cwd=folder,
                timeout=LONGEST_DOWNLOAD,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return False
    return done.returncode == 0
