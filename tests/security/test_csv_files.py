"""No cell of a CSV file of ours is a formula, whoever typed it; and nothing but the one writer makes such files."""

import ast
import csv
import unicodedata
from io import StringIO
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from partners.csv_files import as_csv, csv_download

ROOT = Path(__file__).parents[2]
OTHERS = {"hatecrime/demo/history.py": "Writes the police's file of the demo for our own import; nobody downloads it."}
FORMULAS = tuple("=+-@|%＝＋－＠")
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
risky = st.builds(
    lambda before, sign, rest: before + sign + rest,
    st.text(st.sampled_from(" \t\r\n\u00a0\u200b\ufeff\u202e\0"), max_size=3),
    st.sampled_from(FORMULAS),
    texts,
)


def read(written: str) -> list[list[str]]:
    return list(csv.reader(StringIO(written.removeprefix("\ufeff"), newline="")))


def seen(text: str) -> str:
    """Leave out what a reader of the cell does not see."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] not in "ZC")


@given(texts | risky, texts | risky)
@example('=HYPERLINK("http://x")', "@SUM(1+1)*cmd|' /C calc'!A0")
@example("a;=1+1", "\u200b=1+1")
def test_no_cell_begins_like_a_formula_and_none_is_lost(one: str, other: str) -> None:
    written = as_csv(["=one", "other"], [[one, other]])
    header, row = read(written)
    assert header == ["'=one", "other"]
    assert not any(seen(cell).startswith(FORMULAS) or cell[:1] in {"\t", "\r", "\n"} for cell in row)
    assert [cell.removeprefix("'") for cell in row] == [text.removeprefix("'") for text in (one, other)]


def test_every_cell_is_quoted_so_that_no_separator_splits_it() -> None:
    assert as_csv(["a"], [["x;=1+1"], [5], [None]]) == '\ufeff"a"\r\n"x;=1+1"\r\n"5"\r\n""\r\n'


def test_the_name_of_the_file_cannot_break_out_of_its_header() -> None:
    answer = csv_download('a"; x="b\\.csv', ["a"], [])
    assert answer.headers["Content-Disposition"] == r'attachment; filename="a\"; x=\"b\\.csv"'


def test_there_is_one_writer() -> None:
    """Whoever writes with the csv module, or names the type, is that writer or on the list with a reason."""
    apps = ("audit", "partners", "cases", "conferences", "referrals", "reporting", "hatecrime")
    files = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    writers = {str(path.relative_to(ROOT)) for path in files if writes_csv(path.read_text())}
    assert writers - OTHERS.keys() == {"partners/csv_files.py"}


def writes_csv(source: str) -> bool:
    names = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return bool(names & {"writer", "DictWriter"}) or 'content_type="text/csv' in source
