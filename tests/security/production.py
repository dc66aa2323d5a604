"""The settings of production, read from the settings file itself as a process behind HTTPS would read them."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

SITE = "cases.example.org"
ENVIRONMENT = {
    "DEMO": "no",
    "BASE_URL": f"https://{SITE}",
    "ALLOWED_HOSTS": SITE,
    "BEHIND_PROXY": "yes",
    "SECOND_FACTOR": "required",
    "SECRET_KEY": "k2-r9_xW7vQz!mB4tLh8sNd3fGj6pYc5uAe1oRiTqXwZbVnM0-7Hy",
}
KEPT_BY_TESTS = ("DATABASES", "CACHES", "STORAGES", "EMAIL_BACKEND")
FILE = Path(__file__).parents[2] / "hatecrime" / "settings.py"


def settings_of_production(monkeypatch: pytest.MonkeyPatch, **more: str) -> dict[str, Any]:
    """Return what differs from the settings of the tests; the services stay those of the tests."""
    for name, value in (ENVIRONMENT | more).items():
        monkeypatch.setenv(name, value)
    found = {name: value for name, value in runpy.run_path(str(FILE)).items() if name.isupper()}
    return {
        name: value
        for name, value in found.items()
        if name not in KEPT_BY_TESTS and getattr(settings, name, None) != value
    }
