"""What is looked at on every page: axe finds nothing, nothing runs over the edge, and a picture is kept."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from hatecrime.runtime.places import PROJECT

ARTEFACTS = PROJECT / "test-artefacts"
WIDTHS = {375: 780, 1280: 900}
"""The widths that are looked at, with the height of the window. The last one stays for the next page."""

AXE = str(Axe().axe_script)
VIOLATIONS = r"""async () => {
    const shapes = new Map();
    const isLikeOneBefore = (row) => {
        const words = (_, text) => `>${'…'.repeat(Math.min(text.trim().length, 2))}<`;
        const tags = row.outerHTML.replace(/>([^<]*)</g, words);
        const plain = tags.replace(/ (aria-[a-z]+|datetime|for|href|id|name|title|value)="[^"]*"/g, '');
        const shape = getComputedStyle(row).backgroundColor + plain;
        const before = shapes.get(row.parentNode) ?? new Set();
        const isAlike = before.has(shape);
        shapes.set(row.parentNode, before.add(shape));
        return isAlike;
    };
    const alike = [...document.querySelectorAll('main tr, main li')].filter(isLikeOneBefore);
    const run = (context, options) => axe.run(context, {resultTypes: ['violations'], ...options});
    const others = await run(document, {rules: {'color-contrast': {enabled: false}}});
    const contrast = await run({include: [document], exclude: alike}, {runOnly: ['color-contrast']});
    return [...others.violations, ...contrast.violations];
}"""
"""Every rule that axe runs by itself. What passed stays in the browser, for it takes longer to bring than to find.

The contrast of colours, two thirds of the work and nearly all of it on a long table, is measured in one of the rows
that are alike: of the same elements, classes and background, with words in the same places. Of a single letter axe
does not tell the contrast; so one is not like a word.
"""


def findings(page: Page) -> list[str]:
    """Return what axe has against a page: WCAG 2.2 AA, and the best practices of its own."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate(VIOLATIONS)
    return [
        f"{rule['id']}: {rule['help']}: {node['target']} {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def look(page: Page, picture: str, *, widths: dict[int, int] = WIDTHS) -> list[str]:
    """Look at a page at each width, keep a picture of each, and return what is wrong with it."""
    wrong = []
    for width, height in widths.items():
        page.set_viewport_size({"width": width, "height": height})
        keep(page, f"{picture}-{width}")
        wrong += [f"{width} wide: {problem}" for problem in _overflow(page, width)]
    wrong += findings(page)
    return [f"{picture}: {problem}" for problem in wrong]


def keep(page: Page, name: str) -> Path:
    """Keep a picture of the whole page."""
    path = ARTEFACTS / f"{name}.jpg"
    page.screenshot(path=path, full_page=True, animations="disabled", type="jpeg", quality=75)
    return path


def _overflow(page: Page, width: int) -> list[str]:
    needed = int(page.evaluate("document.documentElement.scrollWidth"))
    return [f"it needs {needed} pixels"] if needed > width else []
