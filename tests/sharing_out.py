"""Which tests run in one process: those that share something dear, such as a loaded demo or a site with its browser.

pytest-xdist 3.8 marks groups in the ids of tests, which pytest 9.2 no longer lets it do; so the groups are told here.
"""

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/browser/test_pages.py": "pages",
    "tests/browser/": "browser",
    "tests/cases/test_papers.py": "papers",
    "tests/hatecrime/test_demo.py": "demo",
    "tests/reporting/test_render_pdf.py": "printed reports",
    "tests/runtime/test_compose.py": "machine",
    "tests/runtime/test_services.py": "services",
    "tests/runtime/test_serving.py": "machine",
}
"""What the address of a test begins with → its group. The first that fits counts."""


class ByGroup(LoadScopeScheduling):
    """Gives each group to one process, the largest first, and every other test to whoever is free."""

    def _split_scope(self, nodeid: str) -> str:
        return next((group for start, group in TOGETHER.items() if nodeid.startswith(start)), nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByGroup:
    return ByGroup(config, log)
