"""Steps of the installation are done once, and again only when their sources change."""

import os
from pathlib import Path

import pytest

from hatecrime.runtime import installation
from hatecrime.runtime.installation import Step, fingerprint
from hatecrime.runtime.places import Places
from hatecrime.runtime.screen import DISK_FULL, Problem, in_words, of_system


def test_a_fingerprint_changes_with_a_file_and_with_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "PROJECT", tmp_path)
    (tmp_path / "cases" / "sql").mkdir(parents=True)
    source = tmp_path / "cases" / "sql" / "policy.sql"
    source.write_text("SELECT 1")
    before = fingerprint(["*/sql/*"], "database")

    assert fingerprint(["*/sql/*"], "database") == before
    assert fingerprint(["*/sql/*"], "another") != before
    assert fingerprint(["*/migrations/*"], "database") != before
    source.write_text("SELECT 2")
    os.utime(source, ns=(0, 0))
    assert fingerprint(["*/sql/*"], "database") != before


def test_a_step_is_due_until_it_has_succeeded_and_never_again(tmp_path: Path) -> None:
    def due(*, fails: bool = False, database: str = "one") -> bool:
        with Step(Places(tmp_path), "trial", ["requirements/*"], {"DATABASE_URL": database}) as step:
            found = step.is_due
            if fails:
                raise Problem("It failed.")
            return found

    with pytest.raises(Problem):
        due(fails=True)
    assert due() is True
    assert due() is False
    assert due(database="two") is True


def test_a_command_that_fails_is_named_with_its_log(tmp_path: Path) -> None:
    places = Places(tmp_path)
    step = Step(places, "trial", [], dict(os.environ))

    with pytest.raises(
        Problem, match=r"The step no_such_command failed; the reason is at the end of .*installation.log"
    ):
        step.run("no_such_command")
    assert "Unknown command: 'no_such_command'" in places.log("installation").read_text()


def test_migrations_of_an_outside_database_need_its_owner(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    installation.migrate(Places(tmp_path), {"DATABASE_URL": "postgresql://app:x@db/h"})

    assert capsys.readouterr().err == f"{installation.NOT_MIGRATED}\n"


def test_a_full_disk_is_recognised_wherever_it_is_met() -> None:
    assert str(of_system(OSError(28, "No space left on device", "/x"))) == DISK_FULL
    assert str(in_words("FATAL: could not write: No space left on device", "Other.")) == DISK_FULL
    assert str(in_words("FATAL: something else", "Other.")) == "Other."
    assert str(of_system(PermissionError(13, "Permission denied", "/x"))) == "Permission denied: /x"
