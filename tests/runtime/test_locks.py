"""The locked packages: by hash, without host names, nested, at or above the versions known to be safe."""

import json
import re

import pytest
from packaging.version import Version

from hatecrime.runtime.places import PROJECT

LOCKS = ("app", "local", "test")
FLOORS = {"django": "5.2.19", "djangorestframework": "3.17.2", "django-guardian": "3.5.1", "weasyprint": "70.0"}


def text_of(lock: str) -> str:
    return (PROJECT / "requirements" / f"{lock}.txt").read_text()


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", text_of(lock), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_hash_and_no_host_is_named(lock: str) -> None:
    entries = re.split(r"\n(?=\S)", text_of(lock).strip())

    assert {re.split(r"==", entry)[0] for entry in entries} == set(pins(lock))
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links|--trusted-host", text_of(lock)) == []


def test_what_the_image_holds_is_what_is_tested() -> None:
    assert pins("app").items() <= pins("local").items() <= pins("test").items()


def test_the_pins_that_were_chosen_by_trial_hold() -> None:
    found = pins("app")

    assert found["celery"] == "5.6.3"
    assert found["kombu"].startswith("5.7.")
    assert [name for name, floor in FLOORS.items() if Version(found[name]) < Version(floor)] == []


def test_npm_packages_are_locked_by_hash_without_hosts() -> None:
    packages = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    installed = {name.removeprefix("node_modules/"): entry for name, entry in packages.items() if name}

    assert set(installed) == {"@ministryofjustice/frontend", "govuk-frontend", "htmx.org", "moment"}
    assert [name for name, entry in installed.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in installed.items() if "resolved" in entry] == []
