"""The compiled files of the two design systems and of htmx, copied out of their npm packages.

What may only be used on GOV.UK itself stays behind: the font GDS Transport, the crown and the crest.
In a container: `python -m hatecrime.runtime.assets FOLDER`, where FOLDER is the node_modules to copy from.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

from hatecrime.runtime import npm
from hatecrime.runtime.places import PROJECT
from hatecrime.runtime.screen import say

VENDOR = PROJECT / "hatecrime" / "assets" / "vendor"
SOURCES = {
    "govuk-frontend": Path("govuk-frontend", "dist", "govuk"),
    "moj-frontend": Path("@ministryofjustice", "frontend", "moj"),
}
SCRIPTS = {"htmx": Path("htmx.org", "dist", "htmx.min.js")}
"""What is one script and nothing else."""
SYSTEM_FONTS = 'system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif'
_OURS_TO_SHOW = re.compile(r"url\(/assets/(images/icon-[a-z-]+\.svg)\)")
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_FONT_FAMILY = re.compile(r'"?GDS Transport"?,\s*arial,\s*sans-serif')
_ELSEWHERE = re.compile(r"url\(/assets/[^)]*\)")
_SOURCE_MAP = re.compile(r"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*\Z")


def ensure() -> None:
    """Copy the files unless those of the locked packages are already in place.

    Raises:
        Problem: the packages cannot be fetched.
    """
    mark = VENDOR / "copied-from"
    wanted = _fingerprint()
    if mark.is_file() and mark.read_text() == wanted:
        return
    say("Getting the design systems' files")
    copy(npm.install(PROJECT, "npm", "The design systems") / "node_modules", VENDOR)
    mark.write_text(wanted)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for source in (PROJECT / "package-lock.json", Path(__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def copy(packages: Path, target: Path) -> None:
    """Copy what the pages need from `packages`, a node_modules folder, and replace what was in `target`."""
    shutil.rmtree(target, ignore_errors=True)
    for name, source in SOURCES.items():
        _copy_one(name, packages / source, target / name)
    for name, script in SCRIPTS.items():
        (target / name).mkdir()
        (target / name / script.name).write_text(_SOURCE_MAP.sub("\n", (packages / script).read_text()))


def _copy_one(name: str, source: Path, target: Path) -> None:
    (target / "images").mkdir(parents=True)
    style = (source / f"{name}.min.css").read_text()
    for image in _OURS_TO_SHOW.findall(style):
        shutil.copy(source / "assets" / image, target / image)
    (target / f"{name}.min.css").write_text(as_ours(style))
    script = (source / f"{name}.min.js").read_text()
    (target / f"{name}.min.js").write_text(_SOURCE_MAP.sub("\n", script))


def as_ours(style: str) -> str:
    """Return a style sheet with system fonts, images beside it, and nothing that belongs to GOV.UK alone."""
    style = _FONT_FAMILY.sub(SYSTEM_FONTS, _FONT_FACE.sub("", style))
    style = _OURS_TO_SHOW.sub(r"url(\1)", style)
    return _SOURCE_MAP.sub("\n", _ELSEWHERE.sub("none", style))


if __name__ == "__main__":
    copy(Path(sys.argv[1]), VENDOR)
