"""The whole path of an editor, on a bare repository, with the very commands of the workflows: upload, summary, sidecar, preview,
merge, publication; then a correction, a translation, a withdrawal. What the summaries say is kept in tests/golden/path.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT
from forms import word

GOLDEN = ROOT / "tests" / "golden" / "path"
WORKFLOWS = ROOT / ".github" / "workflows"
NAME = "Công văn về báo cáo lao động (bản ký).docx"
IDENT = "cong-van-ve-bao-cao-lao-dong-ban-ky"
LETTER = """BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 4321/LĐTBXH-VP
V/v báo cáo tình hình lao động
Kính gửi: Ủy ban nhân dân tỉnh Quảng Ngãi
Thực hiện Quyết định số 145/QĐ-TTg ngày 20 tháng 01 năm 2016 của Thủ tướng Chính phủ, đề nghị Ủy ban nhân dân tỉnh gửi báo cáo.
Liên hệ: ông Trần Văn Mẫu, điện thoại 0912 345 678.
Nơi nhận:
- Như trên;
- Lưu: VT.
KT. BỘ TRƯỞNG
THỨ TRƯỞNG
Nguyễn Văn Mẫu"""


@dataclass
class Desk:
    """A bare repository, an editor's clone, a machine that runs workflows."""

    folder: Path

    @property
    def editor(self) -> Path:
        return self.folder / "editor"

    def git(self, where: Path, *words: str) -> str:
        identity = ["-c", "user.name=Biên tập viên", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *identity, *words], cwd=where, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def propose(self, branch: str, message: str) -> None:
        """What "Propose changes" does on the web page."""
        self.git(self.editor, "checkout", "-q", "-B", branch)
        self.git(self.editor, "add", "-A")
        self.git(self.editor, "commit", "-q", "-m", message)
        self.git(self.editor, "push", "-q", "-f", "origin", branch)

    def checked(self, branch: str, preview: bool = True) -> tuple[int, str, Path]:
        """The job "content" of check.yml on the merge commit of a pull request: exit code of the check, summary, its folder.

        Without ``preview`` the site is not built: once is enough to see that it would be."""
        machine = self._machine(f"check-{branch}")
        self.git(machine, "merge", "-q", "--no-ff", "-m", "merge", f"origin/{branch}")
        summary = machine / "summary.md"
        codes = {}
        for name in ("Check the content", *["Build the preview"] * preview, "Say what this changes"):
            codes[name] = self._step("check.yml", "content", name, machine, GITHUB_STEP_SUMMARY=str(summary))
        assert codes["Say what this changes"] == 0
        return codes["Check the content"], summary.read_text(encoding="utf-8"), machine

    def merged(self, branch: str) -> Path:
        """Merge, then publish.yml: build, and the ledger pushed to main. Returns the site."""
        self.git(self.editor, "checkout", "-q", "main")
        self.git(self.editor, "merge", "-q", "--no-ff", "-m", f"Merge {branch}", branch)
        self.git(self.editor, "push", "-q", "origin", "main")
        machine = self._machine("publish")
        assert self._step("publish.yml", "build", "Build", machine) == 0
        env = {"TOKEN": "none", "SERVER": str(self.folder), "REPOSITORY": "origin"}
        assert self._step("publish.yml", "ledger", "Append", machine, **env) == 0
        self.git(self.editor, "pull", "-q", "origin", "main")
        return machine / "build" / "site"

    def _machine(self, name: str) -> Path:
        """A fresh checkout, as the runner has one, with the program set up."""
        machine = self.folder / name
        shutil.rmtree(machine, ignore_errors=True)
        self.git(self.folder, "clone", "-q", "origin.git", name)
        (machine / ".venv" / "bin").mkdir(parents=True)
        shim = machine / ".venv" / "bin" / "archive"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m builder "$@"\n', encoding="utf-8")
        shim.chmod(0o755)
        return machine

    def _step(self, workflow: str, job: str, name: str, machine: Path, **env: str) -> int:
        done = subprocess.run(
            ["bash", "-e", "-c", commands(workflow, job, name)], cwd=machine, capture_output=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT), "ARCHIVE_LANG": "en", "SITE_URL": "https://archive.example/", **env},
        )  # fmt: skip
        (machine / f"{name}.log").write_text(done.stdout + done.stderr, encoding="utf-8")
        return done.returncode


def commands(workflow: str, job: str, name: str) -> str:
    """The shell commands of a step, as the workflow has them."""
    steps: list[dict[str, Any]] = yaml.safe_load((WORKFLOWS / workflow).read_text(encoding="utf-8"))["jobs"][job]["steps"]
    return next(str(step["run"]) for step in steps if step.get("name") == name)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    made = Desk(tmp_path_factory.mktemp("path"))
    made.editor.mkdir()
    for name in ("content", "overrides"):
        shutil.copytree(ROOT / name, made.editor / name)
    for name in ("mkdocs.yml", ".gitignore", ".gitattributes"):
        shutil.copyfile(ROOT / name, made.editor / name)
    made.git(made.editor, "init", "-q", "-b", "main")
    made.git(made.editor, "add", "-A")
    made.git(made.editor, "commit", "-q", "-m", "The archive")
    made.git(made.folder, "clone", "-q", "--bare", "editor", "origin.git")
    made.git(made.editor, "remote", "add", "origin", str(made.folder / "origin.git"))
    made.git(made.editor, "fetch", "-q", "origin")
    return made


def golden(name: str, text: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / f"{name}.md"
    if request.config.getoption("--bless"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def in_both(summary: str) -> tuple[str, str]:
    vietnamese, english = summary.split("<details><summary>In English</summary>")
    return vietnamese, english


def test_the_whole_path(desk: Desk, request: pytest.FixtureRequest) -> None:
    original = desk.editor / "content" / NAME
    original.write_bytes(word.letter(LETTER))
    desk.propose("upload", "Add files via upload")
    code, summary, machine = desk.checked("upload")
    assert code == 0, "an upload with an odd name and an unknown date is no error"
    golden("1-upload", summary, request)
    for half in in_both(summary):
        assert "content/notices/undated/4321-ldtbxh-vp.docx" in half or "4321-ldtbxh-vp.docx" in half, "a better name is advised"
        assert "0912" not in half, "personal data stay out of the summary"
    shown = (machine / "build" / "change" / "index.html").read_text(encoding="utf-8")
    assert "báo cáo tình hình lao động" in shown
    assert "0912" not in shown
    page = re.search(r'href="(\.\./site/vi/van-ban/[^"]+)"', shown)
    assert page
    assert (machine / "build" / "change" / page[1]).is_file(), "the preview is beside the page"

    # The suggested file is accepted: its line for the date is confirmed, the others go.
    text = re.search(r"~~~yaml\n(.*?)\n~~~", summary, re.S)
    assert text
    lines = [line.removeprefix("# ") for line in text[1].splitlines() if line.startswith("# date:")]
    confirmed = re.sub(r'"[^"]*"', '"2020-03-12"', lines[0])
    original.with_suffix(".yml").write_text(f"{confirmed}\n", encoding="utf-8")
    desk.propose("upload", "Create the information file")
    code, summary, _ = desk.checked("upload", preview=False)
    assert code == 0
    golden("2-sidecar", summary, request)
    site = desk.merged("upload")
    assert (site / "vi" / "van-ban" / IDENT / "index.html").is_file()
    assert IDENT in (desk.editor / "content" / "published.txt").read_text(encoding="utf-8")

    correction(desk, request)
    translation(desk, request)
    withdrawal(desk, request)


def correction(desk: Desk, request: pytest.FixtureRequest) -> None:
    sidecar = (desk.editor / "content" / NAME).with_suffix(".yml")
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + 'place: "Hà Nội"\n', encoding="utf-8")
    desk.propose("correct", "Correct the place")
    code, summary, machine = desk.checked("correct", preview=False)
    assert code == 0
    golden("3-correction", summary, request)
    assert "<ins>Hà Nội</ins>" in (machine / "build" / "change" / "index.html").read_text(encoding="utf-8")
    assert "Hà Nội" in (desk.merged("correct") / "vi" / "van-ban" / IDENT / "index.html").read_text(encoding="utf-8")


def translation(desk: Desk, request: pytest.FixtureRequest) -> None:
    shim = [sys.executable, "-m", "builder", "translate", IDENT]
    subprocess.run(shim, cwd=desk.editor, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True)
    frame = (desk.editor / "content" / NAME).with_suffix(".en.md")
    text = frame.read_text(encoding="utf-8")
    text = re.sub(r"^translator: .*$", 'translator: "The editors"', text, flags=re.M)
    text = re.sub(r"^date: .*$", 'date: "2026-11-25"', text, flags=re.M)
    text = re.sub(r"^title: .*$", 'title: "Reporting on the labour situation"', text, flags=re.M)
    english = "Implementing Decision No. 145/QĐ-TTg of 20 January 2016 of the Prime Minister, the provincial People's Committee is requested to report."
    text = re.sub(r"(\[p1 \w+\](?:\n>.*)*\n)", lambda m: f"{m[1]}{english}\n", text)
    frame.write_text(text, encoding="utf-8")
    desk.propose("translate", "Translate")
    code, summary, _ = desk.checked("translate", preview=False)
    assert code == 0, summary
    golden("4-translation", summary, request)
    assert "145/QĐ-TTg of 20 January 2016" in (desk.merged("translate") / "en" / "notices" / IDENT / "index.html").read_text("utf-8")


def withdrawal(desk: Desk, request: pytest.FixtureRequest) -> None:
    sidecar = (desk.editor / "content" / NAME).with_suffix(".yml")
    removal = (
        'removal: {kind: "withdrawn", reason: "Cơ quan ban hành đã thu hồi.", date: "2026-11-25", authority: "Ban biên tập", to: null}\n'
    )
    sidecar.write_text(sidecar.read_text(encoding="utf-8") + removal, encoding="utf-8")
    desk.propose("withdraw", "Withdraw")
    code, summary, _ = desk.checked("withdraw", preview=False)
    assert code == 0
    golden("5-withdrawal", summary, request)
    assert "đã rút" in summary or "thu hồi" in summary
    page = (desk.merged("withdraw") / "vi" / "van-ban" / IDENT / "index.html").read_text(encoding="utf-8")
    assert "Cơ quan ban hành đã thu hồi." in page


def test_an_error_is_told_and_the_rest_is_shown(desk: Desk, request: pytest.FixtureRequest) -> None:
    desk.git(desk.editor, "checkout", "-q", "main")
    bad = desk.editor / "content" / "notices" / "2024" / "bao-cao.zip"
    bad.write_bytes(b"PK\x05\x06" + bytes(18))
    (desk.editor / "content" / "CNAME").write_text("evil.example", encoding="utf-8")
    desk.propose("bad", "Add files via upload")
    code, summary, _ = desk.checked("bad", preview=False)
    assert code == 1
    golden("6-errors", summary, request)
    for half in in_both(summary):
        assert "S101" in half
        assert "S008" in half
