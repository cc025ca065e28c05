"""The wheel, installed with locked packages in an environment that has nothing else, builds a site; a wrong hash stops the set-up."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from conftest import ROOT
from forms.word import letter as word_letter
from letters import letter

LOCK = ROOT / "requirements.lock"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
# What pip needs to know of this machine to find packages; nothing that could lead to the environment of these tests.
ENV = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COVERAGE"))}


def run(*command: str | Path, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), cwd=cwd, env=ENV | env, capture_output=True, encoding="utf-8", check=False)


def tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z", "builder", "pyproject.toml", "README.md", "LICENSE"], cwd=ROOT, capture_output=True, check=True)  # fmt: skip
    return [name for name in done.stdout.decode("utf-8").split("\0") if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from what is in git, in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    done = run(*PIP, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist", ".", cwd=folder)
    assert done.returncode == 0, done.stderr
    return next((folder / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment with the locked packages and the wheel, and no pip."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    here = [*PIP, "--python", str(folder / "bin" / "python"), "install", "--quiet", "--no-compile"]
    for what in (["--require-hashes", "--requirement", str(LOCK)], ["--no-deps", "--no-index", str(wheel)]):
        done = run(*here, *what, cwd=folder)
        assert done.returncode == 0, done.stderr
    return folder / "bin"


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a repository of documents has besides the program: its configuration, its looks, two letters."""
    folder = tmp_path_factory.mktemp("workplace")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    shutil.copytree(ROOT / "content" / "pages", folder / "content" / "pages")
    notices = folder / "content" / "notices" / "2020"
    notices.mkdir(parents=True)
    (notices / "2020-4321-ldtbxh-vp.txt").write_text(letter(), encoding="utf-8")
    (notices / "2020-12-word.docx").write_bytes(word_letter(letter(12)))
    return folder


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as made:
        assert {name for name in tracked() if name.startswith("builder/")} - set(made.namelist()) == set()


def test_the_environment_holds_what_is_locked_and_nothing_else(installed: Path) -> None:
    listed = run(*PIP, "--python", installed / "python", "list", "--format=freeze", cwd=installed).stdout
    locked = {name.replace(".", "-") for name in re.findall(r"^([a-z0-9.-]+)==", LOCK.read_text(encoding="utf-8"), re.M)}
    assert {re.sub(r"[_.]", "-", line.partition("==")[0].lower()) for line in listed.split()} == locked | {"labour-policy-archive"}


def test_the_command_checks_and_builds(installed: Path, workplace: Path) -> None:
    """Word files are read in a child process: it finds the installed program too."""
    checked = run(installed / "archive", "check", cwd=workplace, PATH="/usr/bin:/bin")
    assert checked.returncode == 0, checked.stderr
    built = run(installed / "archive", "build", cwd=workplace, PATH="/usr/bin:/bin")
    assert built.returncode == 0, built.stderr
    for page in ("vi/van-ban/2020-4321-ldtbxh-vp", "en/notices/2020-12-word"):
        assert (workplace / "build" / "site" / page / "index.html").is_file(), built.stderr
    found = run(installed / "archive", "search", "--lang", "vi", "4321/LĐTBXH-VP", cwd=workplace, PATH="/usr/bin:/bin")
    assert "van-ban/2020-4321-ldtbxh-vp" in found.stdout, found.stderr
    assert run(installed / "python", "-c", "import pytest", cwd=workplace).returncode == 1, "nothing of the tests is there"


@pytest.mark.parametrize("wrong", [True, False], ids=["a wrong hash", "no hash"])
def test_a_package_that_is_not_the_locked_one_stops_the_set_up(wrong: bool, tmp_path: Path) -> None:
    """By ``make ready``, as every machine sets itself up. One small package stands for all."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    version = re.search(r"^(click==[\d.]+)", LOCK.read_text(encoding="utf-8"), re.M)
    assert version
    (tmp_path / "requirements.lock").write_text(version[1] + (f" --hash=sha256:{'0' * 64}" if wrong else "") + "\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / ".venv")], check=True)
    pip = Path(__import__("pip").__file__).parent
    (tmp_path / "pips").mkdir()
    (tmp_path / "pips" / "pip").symlink_to(pip)
    done = run("make", "ready", cwd=tmp_path, PYTHONPATH=str(tmp_path / "pips"))
    assert done.returncode != 0
    assert ("DO NOT MATCH THE HASHES" if wrong else "Hashes are required") in done.stderr, done.stderr
    assert not list((tmp_path / ".venv").glob(".run-*")), "it is not taken for ready"
    assert not list((tmp_path / ".venv" / "lib").glob("*/site-packages/click")), "nothing was installed"
