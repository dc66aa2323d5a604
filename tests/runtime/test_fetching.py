"""What is fetched from the distribution: where unpacked libraries are found, and what counts as working."""

import os
import sys
from pathlib import Path

import pytest

from hatecrime.runtime import chromium, pango
from hatecrime.runtime.debian import Packages, succeeds


@pytest.fixture
def unpacked(tmp_path: Path) -> Packages:
    """Packages as dpkg-deb leaves them."""
    packages = Packages(("libtrial1",), tmp_path)
    for library in ("usr/lib/x86_64-linux-gnu/libtrial.so.1", "usr/lib/x86_64-linux-gnu/inner/libinner-2.so"):
        (packages.root / library).parent.mkdir(parents=True, exist_ok=True)
        (packages.root / library).touch()
    (packages.root / "usr" / "share" / "doc").mkdir(parents=True)
    return packages


def test_every_folder_with_a_library_is_searched(unpacked: Packages) -> None:
    main = unpacked.root / "usr" / "lib" / "x86_64-linux-gnu"

    assert unpacked.libraries() == [str(main), str(main / "inner")]
    unpacked.forget()
    assert unpacked.libraries() == []


def test_nothing_is_set_while_the_system_has_pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "PROJECT", tmp_path)

    assert pango.variables() == {}


def test_unpacked_libraries_and_fonts_are_part_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pango, "PROJECT", tmp_path)
    library = tmp_path / ".runtime" / "pango" / "root" / "usr" / "lib" / "libpango-1.0.so.0"
    library.parent.mkdir(parents=True)
    library.touch()

    assert pango.variables() == {
        "LD_LIBRARY_PATH": str(library.parent),
        "FONTCONFIG_FILE": str(tmp_path / ".runtime" / "pango" / "fonts.conf"),
    }


def test_a_trial_document_decides_whether_pdf_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pango, "PROJECT", tmp_path)
    no_fonts = tmp_path / "fonts.conf"
    no_fonts.write_text("<fontconfig/>")

    pango.ensure()
    assert (tmp_path / ".runtime" / "pango" / "works").is_file()
    without_fonts = {**os.environ, "FONTCONFIG_FILE": str(no_fonts)}
    assert not succeeds([sys.executable, "-c", pango.TRIAL], tmp_path / "log", without_fonts)


@pytest.mark.parametrize("program", ["/bin/true", "/bin/false", "/no/such/program"])
def test_a_program_that_shows_no_page_is_not_a_chromium(program: str) -> None:
    assert chromium.runs(program) is False


def test_the_browser_tests_get_a_node_that_runs_on_a_fresh_machine(tmp_path: Path) -> None:
    found = chromium.variables("/usr/bin/chromium")

    assert found["HATECRIME_CHROMIUM"] == "/usr/bin/chromium"
    assert succeeds([found["PLAYWRIGHT_NODEJS_PATH"], "--version"], tmp_path / "log")
    assert (tmp_path / "log").read_text().startswith("v")
