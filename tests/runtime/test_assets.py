"""The design systems' files: complete, and without what belongs to GOV.UK alone."""

import re
from pathlib import Path

from hatecrime.runtime import assets

STYLE = (
    '@charset "UTF-8";@font-face{font-family:GDS Transport;src:url(/assets/fonts/light-v2.woff2)}'
    ".a{font-family:GDS Transport,arial,sans-serif}"
    ".b{background:url(/assets/images/icon-document.svg)}"
    ".c{background-image:url(/assets/images/govuk-crest.svg)}\n/*# sourceMappingURL=a.css.map */"
)


def test_a_style_sheet_is_made_our_own() -> None:
    assert assets.as_ours(STYLE) == (
        '@charset "UTF-8";'
        f".a{{font-family:{assets.SYSTEM_FONTS}}}"
        ".b{background:url(images/icon-document.svg)}"
        ".c{background-image:none}\n"
    )


def test_the_copied_files_are_complete() -> None:
    for name in assets.SOURCES:
        style = (assets.VENDOR / name / f"{name}.min.css").read_text()
        images = re.findall(r"url\((images/[^)]+)\)", style)
        assert [image for image in images if not (assets.VENDOR / name / image).is_file()] == []
        assert "export{" in (assets.VENDOR / name / f"{name}.min.js").read_text()
    for name, script in assets.SCRIPTS.items():
        assert "htmx" in (assets.VENDOR / name / script.name).read_text()


def test_nothing_that_belongs_to_govuk_is_copied() -> None:
    copied = [path for path in assets.VENDOR.glob("**/*") if path.is_file()]
    styles = "".join(path.read_text() for path in copied if path.suffix == ".css")

    assert {path.name for path in copied if re.search("crown|crest|logotype|woff|opengraph", path.name)} == set()
    assert "GDS Transport" not in styles
    assert re.findall(r"url\((?!images/|['\"]?data:)[^)]*\)", styles) == []


def test_a_copy_replaces_an_earlier_one(tmp_path: Path) -> None:
    packages = tmp_path / "node_modules"
    for name, source in assets.SOURCES.items():
        images = packages / source / "assets" / "images"
        images.mkdir(parents=True)
        (images / "icon-document.svg").write_text("<svg/>")
        (packages / source / f"{name}.min.css").write_text(STYLE)
        (packages / source / f"{name}.min.js").write_text("export{};\n//# sourceMappingURL=x.map")
    for script in assets.SCRIPTS.values():
        (packages / script).parent.mkdir(parents=True)
        (packages / script).write_text("var htmx;")
    target = tmp_path / "vendor"
    (target / "old").mkdir(parents=True)

    assets.copy(packages, target)

    assert sorted(str(path.relative_to(target)) for path in target.glob("**/*") if path.is_file()) == sorted(
        [
            *(
                f"{name}/{file}"
                for name in assets.SOURCES
                for file in (f"{name}.min.css", f"{name}.min.js", "images/icon-document.svg")
            ),
            *(f"{name}/{script.name}" for name, script in assets.SCRIPTS.items()),
        ]
    )
    assert (target / "govuk-frontend" / "govuk-frontend.min.js").read_text() == "export{};\n"
