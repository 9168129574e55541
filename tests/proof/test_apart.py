"""The witness is independent: nothing of it comes, by any way, from what makes the files."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "chirashi"
BY_NAME = ("__import__", "import_module", "run_module", "run_path", "spec_from_file_location")
ALLOWED = {
    "chirashi",
    "chirashi.base",
    "chirashi.base.files",
    "chirashi.base.text",
    "chirashi.base.problems",  # how a finding is told
    "chirashi.base.parallel",  # how work is shared out
    "chirashi.base.text.counters",  # what words say that a number counts: facts of the languages
    "chirashi.base.text.languages",  # what a language tag is
    "chirashi.base.messages",  # in which words
    "chirashi.base.project",  # where the theme's words lie
    "chirashi.base.text.unseen",  # by which findings name what nobody sees
    "chirashi.base.files.publishing",  # by which its report is written whole or not at all
    "chirashi.base.files.stray_files",  # names of files that nobody wrote
}

# What reads YAML, HTML, PDF and calendars, whether or not anybody uses it yet.
PARSERS = {
    "YAML": {"yaml", "ruamel", "ryml", "strictyaml", "oyaml"},
    "HTML": {"lxml", "html.parser", "html5lib", "tinyhtml5", "bs4", "selectolax", "nh3", "xml", "parsel", "pyquery"},
    "Markdown": {"markdown", "markdown_it", "mistune", "commonmark", "markdown2", "marko"},
    "PDF": {"pikepdf", "pypdfium2", "pypdf", "pymupdf", "fitz", "pdfminer", "pdfplumber"},
    "calendar": {"icalendar", "ical", "ics", "vobject"},
}
# Those that both sides use, each with the reason why one mistake of it cannot hide from the proof.
SHARED = {
    "lxml": "the press only cleans drawings that lie beside pages with it; pages and data it never reads so",
    "pikepdf": "the press writes with it; what a page says, the proof takes from pdfium",
    "pypdfium2": "the press only draws pictures of its sheets with it, to read their code",
}


@functools.cache
def statements_of(path: Path) -> list[ast.AST]:
    """Whatever in a file may import; to read all files takes a second, and some tests ask for them again and again."""
    kinds = (ast.Import, ast.ImportFrom, ast.Call)
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, kinds)]


@functools.cache
def imports_of(path: Path, name: str) -> set[str]:
    """Every module that a file imports anywhere in it, by its full name."""
    found: set[str] = set()
    for node in statements_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name.split(".")[: -node.level] if path.name != "__init__.py" else name.split(".")
                base = ".".join([*package, base]).rstrip(".")
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and called(node) in BY_NAME:
            given = node.args[0] if node.args else None
            assert isinstance(given, ast.Constant), f"{path}: an import that cannot be seen"
            found.add(str(given.value))
    return {module for module in found if module.partition(".")[0] == "chirashi"}


def called(node: ast.Call) -> str:
    """The last name of what is called, `import_module` of `importlib.import_module`."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def file_of(module: str) -> Path | None:
    path = ROOT / Path(*module.split("."))
    return next((p for p in (path.with_suffix(".py"), path / "__init__.py") if p.is_file()), None)


def reached(start: str) -> set[str]:
    """All modules of the project that importing one brings in, however far off."""
    waiting, seen = [start], set[str]()
    while waiting:
        module = waiting.pop()
        path = file_of(module)
        if module in seen or path is None:
            continue
        seen.add(module)
        waiting += imports_of(path, module)
        waiting += [module.rpartition(".")[0]] if "." in module else []
    return seen


def test_the_witness_imports_nothing_that_makes_the_files() -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (PACKAGE / "proof").rglob("*.py")
    }
    assert len(modules) > 40
    for module in modules:
        outside = {m for m in reached(module) if not m.startswith("chirashi.proof")}
        assert outside <= ALLOWED, f"{module} reaches {sorted(outside - ALLOWED)}"


def test_an_import_from_afar_would_be_seen() -> None:
    assert "chirashi.content.edition" in reached("chirashi.checks.scheme.data")


@pytest.mark.parametrize("part", ["content", "checks", "site", "paper"])
@pytest.mark.parametrize(
    "way",
    [
        "importlib.import_module('chirashi.{part}')",
        "import_module('chirashi.{part}')",
        "__import__('chirashi.{part}')",
        "builtins.__import__('chirashi.{part}')",
        "def later():\n    from .. import {part}",
    ],
)
def test_no_way_of_importing_passes_unseen(part: str, way: str, tmp_path: Path) -> None:
    module = tmp_path / "witness.py"
    module.write_text(way.format(part=part), "utf-8")
    assert f"chirashi.{part}" in imports_of(module, "chirashi.proof.run")


def test_an_import_by_a_name_put_together_is_refused(tmp_path: Path) -> None:
    module = tmp_path / "witness.py"
    module.write_text("importlib.import_module('chirashi.' + 'load')", "utf-8")
    with pytest.raises(AssertionError, match="cannot be seen"):
        imports_of(module, "chirashi.proof.run")


def test_no_package_hides_a_module_of_its_own_behind_another_name() -> None:
    for init in PACKAGE.rglob("__init__.py"):
        modules = {
            path.stem for path in init.parent.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()
        }
        bound: set[str] = set()
        for node in ast.parse(init.read_text("utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                own = ".".join(init.parent.relative_to(ROOT).parts)
                bound |= {alias.asname or alias.name for alias in node.names if node.module != own}
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                bound.add(node.name)
        assert not bound & modules, f"{init.parent}: {sorted(bound & modules)}"


def parsers_of(files: Iterable[Path]) -> dict[str, set[Path]]:
    """The modules that read YAML, HTML or PDF, with the files that import them."""
    found: dict[str, set[Path]] = {}
    for path in files:
        for node in statements_of(path):
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            else:
                continue
            for parser in set().union(*PARSERS.values()):
                if any(f"{name}.".startswith(f"{parser}.") for name in names):
                    found.setdefault(parser, set()).add(path)
    return found


def in_both(proof: Iterable[Path], press: Iterable[Path]) -> set[str]:
    return parsers_of(proof).keys() & parsers_of(press).keys()


def sides() -> tuple[list[Path], list[Path]]:
    """The files of the proof, and those of everything else."""
    proof = sorted((PACKAGE / "proof").rglob("*.py"))
    return proof, sorted(set(PACKAGE.rglob("*.py")) - set(proof))


def test_no_parser_reads_on_both_sides_unless_the_list_says_why() -> None:
    """Once both read `plans.yml` with libyaml: what it misread would have been misread twice, and so have agreed."""
    assert in_both(*sides()) == set(SHARED)
    assert all(SHARED.values())


def test_each_side_has_a_parser_of_yaml_of_its_own() -> None:
    proof, press = (parsers_of(files).keys() & PARSERS["YAML"] for files in sides())
    assert proof == {"ruamel"}
    assert press == {"yaml"}


@pytest.mark.parametrize(
    "line", ["import yaml", "from yaml import parse", "import yaml.reader as r", "import nh3", "import icalendar"]
)
def test_a_parser_of_the_press_in_the_proof_would_be_told(line: str, tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(f"def later():\n    {line}\n", "utf-8")
    proof, press = sides()
    assert in_both([*proof, module], press) - set(SHARED) == {line.split()[1].partition(".")[0]}
