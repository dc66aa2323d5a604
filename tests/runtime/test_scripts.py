"""The scripts in bin and docker: plain sh, and clear where something is missing."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from hatecrime.runtime.places import PROJECT
from tests.runtime.machine import run_with

SCRIPTS = ("bin/serve", "bin/manage", "bin/test", "bin/lock", "bin/with-python", "docker/make-secrets")


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_valid_sh(script: str) -> None:
    checked = run_with(os.environ, "sh", "-n", script)

    assert (checked.returncode, checked.stderr) == (0, "")
    assert os.access(PROJECT / script, os.X_OK)


def test_continuous_integration_runs_bin_test_and_nothing_else() -> None:
    assert (PROJECT / ".ci" / "run").read_text() == "#!/usr/bin/env bash\nexec bin/test\n"
    assert os.access(PROJECT / ".ci" / "run", os.X_OK)


def test_a_missing_python_is_named_with_the_command_that_mends_it(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    nobody = tmp_path / "id"
    nobody.write_text("#!/bin/sh\necho 1000\n")
    nobody.chmod(0o755)

    found = run_with({"PATH": str(tmp_path)}, "/bin/sh", "bin/with-python", "-c", "pass")

    assert found.returncode == 1
    assert found.stderr == (
        "Python 3.11 or later with its venv module is needed: sudo apt-get install python3 python3-venv\n"
    )


def test_secrets_are_made_once_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    make = ["docker/make-secrets", str(folder)]
    subprocess.run(make, cwd=PROJECT, check=True, capture_output=True)
    first = {path.name: path.read_text() for path in folder.iterdir()}
    subprocess.run(make, cwd=PROJECT, check=True, capture_output=True)
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())

    assert {path.name: path.read_text() for path in folder.iterdir()} == first
    assert set(first) == set(compose["secrets"])
    assert len({first[f"{role}_password"] for role in ("postgres", "owner", "app", "stats", "backup")}) == 5
    assert first["app_database_url"] == f"postgresql://app:{first['app_password']}@db:5432/hatecrime"
    assert folder.stat().st_mode & 0o777 == 0o700
