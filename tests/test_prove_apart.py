"""The witness is independent: nothing of it comes, by any way, from what makes the files."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "chirashi"
ALLOWED = {"chirashi", "chirashi.problem"}  # the package's own name, and how a finding is told


def imports_of(path: Path, name: str) -> set[str]:
    """Every module that a file imports anywhere in it, by its full name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name.split(".")[: -node.level] if path.name != "__init__.py" else name.split(".")
                base = ".".join([*package, base]).rstrip(".")
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "__import__", f"{path}: an import that cannot be seen"
    return {module for module in found if module.partition(".")[0] == "chirashi"}


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
    modules = {f"chirashi.prove.{p.stem}" for p in (PACKAGE / "prove").glob("*.py") if p.stem != "__init__"}
    assert len(modules) > 10
    for module in {*modules, "chirashi.prove"}:
        outside = {m for m in reached(module) if not m.startswith("chirashi.prove")}
        assert outside <= ALLOWED, f"{module} reaches {sorted(outside - ALLOWED)}"


def test_an_import_from_afar_would_be_seen() -> None:
    assert "chirashi.load" in reached("chirashi.checks.data") or "chirashi.load" in reached("chirashi.render.site")
