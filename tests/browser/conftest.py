"""Fixtures of the browser tests: a whole site, a Chromium, and people who sign in."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from playwright.sync_api import Browser, sync_playwright

from tests import databases
from tests.browser.people import Visitor
from tests.browser.server import Site
from tests.browser.telling import begin
from tests.canaries import in_files

NO_BROWSER = (
    "No Chromium was found, so nothing was looked at in a browser. bin/test finds or installs one; "
    "or name its path in HATECRIME_CHROMIUM."
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Meet = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder, and leave it out where there is no browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(not os.environ.get("HATECRIME_CHROMIUM"), reason=NO_BROWSER))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running site in which the story has happened; its people sign in with the same password."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    name = f"test_browser_{worker}_{os.getpid()}"
    site = Site(name, tmp_path_factory.mktemp("site"), queue=2 + int(worker.removeprefix("gw")) % 14)
    redis.Redis.from_url(site.environment()["REDIS_URL"]).flushdb()
    try:
        begin(site)
        site.start()
        yield site
    finally:
        site.stop()
        databases.drop(name)
    assert in_files([*site.folder.glob("*.log"), *site.post.glob("*")]) == []


@pytest.fixture(scope="module")
def chromium(site: Site) -> Iterator[Browser]:
    """A browser. It ends with the module: its event loop would keep Django from the database in the next one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["HATECRIME_CHROMIUM"], args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def meet(site: Site, chromium: Browser) -> Iterator[Meet]:
    """Meet somebody in front of a browser of their own. Nobody's browser may have found anything wrong at the end."""
    visitors: list[Visitor] = []

    def come(name: str, *, javascript: bool = True) -> Visitor:
        visitor = Visitor(site, chromium, name, javascript=javascript)
        visitors.append(visitor)
        return visitor

    yield come
    for visitor in visitors:
        visitor.leave()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
