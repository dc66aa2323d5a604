"""What is made of the reports of pip-audit and npm audit: a weakness fails the check, being offline does not."""

import json
import sys

import pytest

from hatecrime.runtime import audits
from hatecrime.runtime.audits import Unreachable, of_npm, of_pip
from hatecrime.runtime.testing import checks

CLEAN = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {"name": "pillow", "version": "9.0", "vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}
NOT_FOUND = {"name": "amqp", "skip_reason": "Dependency not found"}


def test_pip_audit() -> None:
    assert of_pip(json.dumps({"dependencies": [CLEAN, NOT_FOUND]})) == []
    assert of_pip(json.dumps({"dependencies": [CLEAN, WEAK]})) == ["pillow 9.0 has PYSEC-1, GHSA-2"]


@pytest.mark.parametrize("output", ["", "Traceback", "[]", "{}", json.dumps({"dependencies": [NOT_FOUND]})])
def test_pip_audit_that_learnt_nothing_is_skipped(output: str) -> None:
    with pytest.raises(Unreachable):
        of_pip(output)


def test_npm_audit() -> None:
    assert of_npm(json.dumps({"vulnerabilities": {}})) == []
    assert of_npm(json.dumps({"vulnerabilities": {"b": {"severity": "low"}, "a": {"severity": "high"}}})) == [
        "a (high)",
        "b (low)",
    ]


@pytest.mark.parametrize("output", ["", "not json", json.dumps({"error": {"code": "ENOTFOUND"}})])
def test_npm_audit_that_learnt_nothing_is_skipped(output: str) -> None:
    with pytest.raises(Unreachable):
        of_npm(output)


def test_a_weakness_fails_the_check_and_an_unreachable_registry_does_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = [sys.executable, "-c", "raise SystemExit(1)"]
    monkeypatch.setattr(audits, "_PIP", nothing)
    monkeypatch.setattr(audits, "_NPM", ["/nowhere/npm"])
    assert audits.main() == 0
    assert capsys.readouterr().err.splitlines() == [
        "pip-audit: skipped, the advisories cannot be reached (it gave no report).",
        "npm audit: skipped, the advisories cannot be reached (it is not installed: FileNotFoundError).",
    ]
    weak = json.dumps({"dependencies": [CLEAN, WEAK]})
    monkeypatch.setattr(audits, "_PIP", [sys.executable, "-c", f"print({weak!r})"])
    assert audits.main() == 1
    monkeypatch.setattr(audits, "_PIP", [sys.executable, "-c", "import time; time.sleep(9)"])
    monkeypatch.setattr(audits, "LONGEST", 0.2)
    assert audits.main() == 0


def test_bin_test_runs_them() -> None:
    assert [sys.executable, "-m", "hatecrime.runtime.audits"] in checks()
