"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import polib
import pytest

LONGEST_MODULE = 400
BINARY = {".png", ".jpg", ".jpeg", ".woff2", ".ico", ".pdf", ".mo", ".gz", ".parquet", ".webp"}

# Written in pieces, so that this file does not hold what it forbids.
INDEX_HOSTS = [
    ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("registry", "npmjs", "org"))
]
INDEX_FLAGS = ["--" + name for name in ("index-url", "extra-index-url", "find-links")]
WORKPLACE = ["/" + name + "/" for name in ("work", "root", "farm")] + ["/opt/" + "pypi", "/opt/" + "wheels"]
FORBIDDEN = re.compile(
    "|".join(
        [re.escape(host) for host in INDEX_HOSTS]
        + [re.escape(flag) + r"[ =]" for flag in INDEX_FLAGS]
        + [r"(?<![\w.~)\]}/-])" + re.escape(place) for place in WORKPLACE]
    )
)


@pytest.fixture(scope="module")
def files(repository: Path) -> list[Path]:
    """Every file that is in git or about to be."""
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=repository, capture_output=True, text=True, check=True).stdout
    found = [repository / name for name in listed.split("\0") if name]
    assert found, "git lists no files: this test would pass on anything"
    return [path for path in found if path.is_file()]


@pytest.mark.parametrize(
    "line",
    [
        "see https://" + "pypi." + "org/simple",
        "--index-" + "url https://x",
        "cd " + "/work" + "/main",
        "'/ro" + "ot/.cache'",
    ],
)
def test_the_pattern_finds_what_it_must_find(line: str) -> None:
    assert FORBIDDEN.search(line)


@pytest.mark.parametrize("line", ["src/work/hours.py", "{% url 'x' %}/work/", "dossier/work/periods"])
def test_the_pattern_leaves_ordinary_lines_alone(line: str) -> None:
    assert not FORBIDDEN.search(line)


def test_no_file_holds_an_index_address_or_a_path_of_somebodys_machine(
    files: list[Path], repository: Path
) -> None:
    found = [
        f"{path.relative_to(repository)}:{number}: {line.strip()[:120]}"
        for path in files
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert not found, "\n".join(found)


def test_no_module_is_longer_than_can_be_overseen(files: list[Path], repository: Path) -> None:
    modules = [path for path in files if path.suffix == ".py" and (repository / "src") in path.parents]
    assert modules
    long = {
        str(path.relative_to(repository)): length
        for path in modules
        if "migrations" not in path.parts
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert not long, f"longer than {LONGEST_MODULE} lines: {long}"


def test_no_module_is_named_after_nothing(files: list[Path], repository: Path) -> None:
    named = [
        str(path.relative_to(repository))
        for path in files
        if path.suffix == ".py" and path.stem in {"utils", "util", "helpers", "misc", "common"}
    ]
    assert not named


def test_every_english_sentence_on_a_page_has_its_dutch(repository: Path) -> None:
    catalogues = sorted((repository / "src/vakwerk").rglob("nl/LC_MESSAGES/*.po"))
    assert catalogues, "there is no Dutch catalogue"
    missing = [
        f"{path.name}: {entry.msgid[:100]!r}"
        for path in catalogues
        for entry in polib.pofile(str(path))
        if not entry.obsolete and (not entry.translated() or "fuzzy" in entry.flags)
    ]
    assert not missing, "\n".join(missing)


LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def test_no_link_in_the_documentation_leads_nowhere(files: list[Path], repository: Path) -> None:
    pages = [path for path in files if path.suffix == ".md"]
    assert pages
    dead = [
        f"{page.relative_to(repository)}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not dead, "\n".join(dead)
