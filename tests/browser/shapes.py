"""What of a page decides how it looks and what axe says of it, without what is written on it.

Two pages of one shape have the same elements with the same classes, roles and states, one in the other. Of words it
matters whether there are any, and whether one is too long for a narrow page; of addresses, names and values, whether
there are any. A row that is like the one before it adds nothing.
"""

import re

CHANGING = re.compile(r"[0-9A-Za-z]{64}|[0-9a-f-]{36}|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]|[0-9]+")
"""What differs between two pages that look the same: form tokens, keys, references, numbers and dates."""
MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
ADDRESSES = re.compile(r'\b(action|alt|aria-label|content|datetime|formaction|href|src|title|value)="([^"]*)"')
WORDS = re.compile(r">([^<]*)")
REPEATED = re.compile(r"(<(tr|li)\b[^>]*>(?:(?!</\2>).)*</\2>)(?:\s*\1)+", re.DOTALL)
LONG = 14
"""Letters of a word that has room beside others on a narrow page."""


def shape(html: str) -> str:
    """Return the shape of a page's content, `main`; of the whole document when it has none."""
    found = MAIN.search(html)
    content = ADDRESSES.sub(_whether_there_is_one, found[0] if found else html)
    content = CHANGING.sub("", WORDS.sub(_whether_there_are_any, content))
    return REPEATED.sub(r"\1", content)


def _whether_there_is_one(attribute: re.Match[str]) -> str:
    return f'{attribute[1]}="{"…" if attribute[2].strip() else ""}"'


def _whether_there_are_any(text: re.Match[str]) -> str:
    words = text[1].split()
    return ">" + "…" * (bool(words) + max((max(0, len(word) - LONG) for word in words), default=0))
