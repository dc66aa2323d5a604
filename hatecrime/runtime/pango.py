"""Pango and a font for PDF documents: the system's, else apt's as root, else unpacked into .runtime without root.

WeasyPrint loads Pango by name, so unpacked libraries are found through LD_LIBRARY_PATH, which has to be set before
Python starts; that is why `variables` is part of every environment made here.
"""

import os
import sys
from pathlib import Path

from hatecrime.runtime.debian import Packages, succeeds
from hatecrime.runtime.places import PROJECT, private
from hatecrime.runtime.screen import say

PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")
UNAVAILABLE = "PDF documents are unavailable until these packages are installed: sudo apt-get install " + " ".join(
    PACKAGES
)
TRIAL = """
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
    if (_folder() / "works").is_file() or _works():
        return
    say("Getting Pango, which draws the text of PDF documents")
    for get in (_needed().install, _unpack):
        if get() and _works():
            return
    _needed().forget()
    say(UNAVAILABLE)


def libraries() -> list[str]:
    """Return the folders of the unpacked libraries, none if there are none."""
    return _needed().libraries()


def variables() -> dict[str, str]:
    """Return what the environment needs for the unpacked libraries, nothing if there are none."""
    if not libraries():
        return {}
    return {"LD_LIBRARY_PATH": ":".join(libraries()), "FONTCONFIG_FILE": str(_fonts())}


def _folder() -> Path:
    return private(PROJECT / ".runtime" / "pango")


def _needed() -> Packages:
    return Packages(PACKAGES, _folder())


def _fonts() -> Path:
    return _folder() / "fonts.conf"


def _unpack() -> bool:
    fonts = _needed().root / "usr" / "share" / "fonts"
    _fonts().write_text(_FONTS.format(fonts=fonts, cache=_folder() / "cache"))
    return _needed().unpack()


def _works() -> bool:
    """Tell whether a trial document can be made, and remember it if so."""
    if not succeeds([sys.executable, "-c", TRIAL], _needed().log, os.environ | variables()):
        return False
    (_folder() / "works").touch()
    return True
