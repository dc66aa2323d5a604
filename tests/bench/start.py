"""The entry of `bin/bench`: a database of its own, and only then the site, which reads from settings where it is."""

import argparse
import importlib
import logging
import os
import sys
from collections.abc import Sequence

import django
import psycopg
from django.conf import settings
from django.db import connections
from django.test import override_settings

from tests import databases


def own_database() -> str:
    """Make a database for this run and point Django at it."""
    name = f"test_bench_{os.getpid()}"
    databases.copy(databases.peopled(), name)
    for variable in ("DATABASE_URL", "STATS_DATABASE_URL"):
        os.environ[variable] = databases.url_of(variable, name)
    django.setup()
    return name


def main(words: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/bench", description="Measure what isolation and the log cost, or reports."
    )
    parser.add_argument("what", nargs="?", choices=("isolation", "reports"), default="isolation")
    parser.add_argument("--cases", type=int, default=2_000, help="how many cases the list is of (2,000)")
    parser.add_argument("--events", type=int, default=200_000, help="how many events are verified (200,000)")
    parser.add_argument("--rounds", type=int, default=60, help="how often each thing is timed (60)")
    given = parser.parse_args(words)
    name = own_database()
    logging.disable(logging.CRITICAL)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    own = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    try:
        with (
            override_settings(
                STORAGES=settings.STORAGES | {"staticfiles": plain}, CACHES=own, ALLOWED_HOSTS=["testserver"]
            ),
            psycopg.connect(databases.url_of("OWNER_DATABASE_URL", name), autocommit=True) as owner,
        ):
            if given.what == "reports":
                importlib.import_module("tests.bench.reports").report(owner)
            else:
                measure = importlib.import_module("tests.bench.measure")
                measure.report(measure.Bench(given.cases, given.rounds), owner, given.events)
    finally:
        connections.close_all()
        databases.drop(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
