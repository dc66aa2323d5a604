"""`pip-audit` and `npm audit`: whether a weakness of a locked package has been published.

Where the advisories cannot be reached, offline or behind a registry that has none, a line says that the check is
skipped, and nothing fails. Run as `python -m hatecrime.runtime.audits`.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any, Final

from hatecrime.runtime.npm import NODE
from hatecrime.runtime.places import PROJECT
from hatecrime.runtime.screen import say

LONGEST: Final = 60
_PIP: Final = (
    *(sys.executable, "-m", "pip_audit", "--requirement", "requirements/test.txt", "--no-deps", "--disable-pip"),
    *("--timeout", "5", "--format", "json", "--progress-spinner", "off"),
)
_NPM: Final = (
    *(str(NODE.with_name("npm")), "audit", "--json", "--package-lock-only"),
    *("--fetch-retries=0", "--fetch-timeout=5000"),
)


class Unreachable(Exception):
    """Nothing could be learnt; the text says why."""


def main() -> int:
    """Run both; 1 if a weakness was published that a locked package has."""
    found = [_run("pip-audit", _PIP, of_pip), _run("npm audit", _NPM, of_npm)]
    return 1 if any(found) else 0


def _run(name: str, command: Sequence[str], read: Callable[[str], list[str]]) -> bool:
    """Run one audit, tell what it found, and say whether it found anything."""
    try:
        weaknesses = read(_output(command))
    except Unreachable as unreachable:
        say(f"{name}: skipped, the advisories cannot be reached ({unreachable}).")
        return False
    say(f"{name}: " + ("; ".join(weaknesses) if weaknesses else "no known weakness."))
    return bool(weaknesses)


def _output(command: Sequence[str]) -> str:
    path = f"{NODE.parent}:{os.environ.get('PATH', os.defpath)}"
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ, "PATH": path}
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=PROJECT,
            env=environment,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreachable(f"no answer within {LONGEST} seconds") from None
    except OSError as error:
        raise Unreachable(f"it is not installed: {type(error).__name__}") from None
    return done.stdout


def of_pip(output: str) -> list[str]:
    """Read what pip-audit found: each package with its version and the advisories.

    Raises:
        Unreachable: it said nothing, or could look up not one of the packages.
    """
    packages = _read(output).get("dependencies", [])
    looked_up = [package for package in packages if "skip_reason" not in package]
    if not looked_up:
        raise Unreachable("no package was found there")
    return [
        f"{package['name']} {package['version']} has {', '.join(each['id'] for each in package['vulns'])}"
        for package in looked_up
        if package["vulns"]
    ]


def of_npm(output: str) -> list[str]:
    """Read what npm found: each package with how grave it is.

    Raises:
        Unreachable: it gave no report.
    """
    report = _read(output)
    if "vulnerabilities" not in report:
        raise Unreachable("the registry gave no report")
    return [f"{name} ({each['severity']})" for name, each in sorted(report["vulnerabilities"].items())]


def _read(output: str) -> dict[str, Any]:
    try:
        report = json.loads(output)
    except ValueError:
        raise Unreachable("it gave no report") from None
    return report if isinstance(report, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
