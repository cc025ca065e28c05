"""The command ``archive``: each subcommand in a folder of its own, its output, its exit code; what is documented exists."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from conftest import ROOT
from letters import archive, letter, news, sidecar, translation

from builder import pipeline, problems, reading
from builder.cli import main
from builder.console import annotation, language
from builder.problems import problem
from builder.site.store import Store

CLEAN, FOUND, USAGE = 0, 1, 2
LETTER = letter(4321)
FILES: dict[str, str | bytes] = {
    "notices/2020/2020-4321-ldtbxh-vp.txt": LETTER,
    "news/2019/tin.txt": news("Hội nghị việc làm tại Hà Nội", "Sáng ngày 15/1, tại Hà Nội, Bộ tổ chức hội nghị."),
}
BAD = {**FILES, "notices/2020/bad.exe": "x", "notices/2020/2020-4321-ldtbxh-vp.yml": 'isuer: {id: "vn-molisa"}\n'}
SECRET = "a secret of more than sixteen letters"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in a folder of its own, in English, with these files under ``content``."""
    monkeypatch.chdir(tmp_path)

    def go(*words: object, files: dict[str, str | bytes] | None = None, given: str = "", **env: str) -> Result:
        if files is not None:
            archive(tmp_path, files)
        return CliRunner().invoke(main, [str(w) for w in words], input=given, env={"ARCHIVE_LANG": "en", **env})

    return go


# --- exit codes -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("check", CLEAN),
        ("check 2020-4321-ldtbxh-vp", CLEAN),
        ("check content/notices", CLEAN),
        ("check no-such-thing", USAGE),
        ("check --content nowhere", USAGE),
        ("check --format xml", USAGE),
        ("extract content", CLEAN),
        ("extract content/nothing.txt", FOUND),
        ("extract", USAGE),
        ("report", CLEAN),
        ("report --format markdown", CLEAN),
        ("report --content nowhere", USAGE),
        ("explain S101", CLEAN),
        ("explain s101", CLEAN),
        ("explain S10", USAGE),
        ("translate 2020-4321-ldtbxh-vp", CLEAN),
        ("translate 2020-4321", USAGE),
        ("log 2020-4321-ldtbxh-vp", CLEAN),
        ("log 2020-4321", USAGE),
        ("published", CLEAN),
        ("takedown 2020-4321 --reason x --authority y --date 2026-01-01", USAGE),
        ("takedown 2020-4321-ldtbxh-vp --reason x --authority y --date 2026-01-01", USAGE),
        ("add nothing.txt", USAGE),
        ("search x", USAGE),
        ("build --content nowhere", USAGE),
        ("schema", CLEAN),
        ("tables", CLEAN),
        ("--version", CLEAN),
        ("-h", CLEAN),
        ("nonsense", USAGE),
        ("serve --port x", USAGE),
    ],
)
def test_exit_codes_of_good_content(words: str, code: int, run: Run) -> None:
    done = run(*words.split(), files=FILES)
    assert done.exit_code == code, done.output
    assert code != USAGE or "Traceback" not in done.output


@pytest.mark.parametrize("words", ["check", "check content/notices/2020", "extract content/notices/2020/bad.exe", "build"])
def test_problems_end_with_one(words: str, run: Run) -> None:
    done = run(*words.split(), *(["--config", ROOT / "mkdocs.yml"] if words == "build" else []), files=BAD)
    assert done.exit_code == FOUND, done.output


def test_warnings_alone_are_no_failure(run: Run) -> None:
    done = run("check", files={"notices/2020/x.txt": "Một ghi chú không có phần đầu.\n"})
    assert done.exit_code == CLEAN
    assert "P102" in done.stderr


# --- what is said, and where ------------------------------------------------------------------------------------------------------


def test_problems_go_to_standard_error_with_place_remedy_and_a_last_line(run: Run) -> None:
    done = run("check", files=BAD)
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    first = next(i for i, line in enumerate(lines) if "S206" in line)
    assert lines[first] == "content/notices/2020/2020-4321-ldtbxh-vp.yml:1: S206 there is no key “isuer”; the nearest is “issuer”"
    assert lines[first + 1] == "    Correct the key or delete the line."
    assert re.fullmatch(r"1 documents, 1 held back, 2 errors, \d+ warnings; \d+\.\d s\.", lines[-1])


def test_the_same_in_vietnamese(run: Run) -> None:
    done = run("check", "--lang", "vi", files=BAD)
    assert "S206 không có khóa “isuer”; gần nhất là “issuer”\n    Sửa tên khóa hoặc xóa dòng này." in done.stderr


@pytest.mark.parametrize(
    ("given", "env", "expected"),
    [("vi", {}, "vi"), (None, {"LANG": "vi_VN.UTF-8"}, "vi"), (None, {"LANG": "de_DE"}, "en"), (None, {"LC_ALL": "C", "LANG": "vi_VN"}, "en"),
     (None, {"ARCHIVE_LANG": "vi", "LC_ALL": "en_US"}, "vi"), ("en", {"ARCHIVE_LANG": "vi"}, "en"), (None, {}, "en")],
)  # fmt: skip
def test_the_language_of_messages(given: str | None, env: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ARCHIVE_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert language(given) == expected


def test_check_of_one_path_says_only_what_concerns_it(run: Run) -> None:
    done = run("check", "content/notices/2020/bad.exe", files=BAD)
    assert "S101" in done.stderr
    assert "S206" not in done.stderr
    done = run("check", "2020-4321-ldtbxh-vp")
    assert "S206" in done.stderr
    assert "S101" not in done.stderr


def test_annotations_cannot_be_steered() -> None:
    made = annotation(problem("S206", "content/a,b:c\n::error::x%.txt", 3, key="x\n::set-output name=a::b\r%0A", nearest="–"))
    assert made.count("\n") == 0
    assert made.count("\r") == 0
    assert made.startswith("::error file=content/a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax%25.txt,line=3,title=S206::")
    assert "không có khóa" in made
    assert "there is no key" in made


def test_annotations_go_to_standard_output_where_the_runner_reads_them(run: Run) -> None:
    done = run("check", "--format", "github", files=BAD)
    assert done.stdout.count("::error file=content/") == 2
    assert all(line.startswith("::") for line in done.stdout.splitlines())
    assert done.exit_code == FOUND


def _on_a_terminal(content: Path, cwd: Path) -> str:
    """What ``archive check`` shows when standard error is a terminal."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "builder", "check", "--content", str(content)]
    done = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=child)
    os.close(child)
    said = b""
    while True:
        try:
            piece = os.read(parent, 65_536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    done.wait()
    os.close(parent)
    return said.decode()


def test_progress_only_on_a_terminal(tmp_path: Path, run: Run) -> None:
    content = archive(tmp_path / "x", FILES)
    assert "read 2/2 (100 %)" in _on_a_terminal(content, ROOT)
    piped = run("check", "--content", content)
    assert "\r" not in piped.output
    assert "read 2" not in piped.output


# --- commands ---------------------------------------------------------------------------------------------------------------------


def test_extract_prints_one_record_a_line_and_never_stops_at_a_bad_file(run: Run) -> None:
    done = run("extract", "content/notices/2020/bad.exe", "content/notices", "content/news", files=BAD)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(r["id"] for r in records) == ["2020-4321-ldtbxh-vp", "tin"]
    assert done.exit_code == FOUND
    assert done.stderr.splitlines()[-1].startswith("2 records; ")


def test_extract_merged_applies_the_sidecar(run: Run) -> None:
    files = {**FILES, "notices/2020/2020-4321-ldtbxh-vp.yml": sidecar(province="quang-ngai", place=None)}
    plain, merged = (
        json.loads(run("extract", "content/notices", *more, files=f).stdout) for more, f in (((), files), (("--merged",), None))
    )
    assert (plain["province"], plain["place"]) == (None, "Hà Nội")
    assert (merged["province"], merged["place"]) == ("quang-ngai", None)
    assert merged["confirmed"] == ["place", "province"]


def test_add_files_an_original_under_its_proper_name(run: Run, tmp_path: Path) -> None:
    (tmp_path / "Công văn đi.txt").write_text(LETTER, encoding="utf-8")
    done = run("add", "Công văn đi.txt", "--yes", files={})
    target = tmp_path / "content/notices/2020/2020-4321-ldtbxh-vp.txt"
    assert done.exit_code == CLEAN, done.output
    assert target.read_text(encoding="utf-8") == LETTER
    assert "Number: 4321/LĐTBXH-VP" in done.stdout
    assert done.stdout.splitlines()[-1] == "content/notices/2020/2020-4321-ldtbxh-vp.txt"
    again = run("add", "Công văn đi.txt", "--yes")
    assert again.exit_code == FOUND
    assert "S001" in again.stderr


def test_add_asks_first(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(LETTER, encoding="utf-8")
    done = run("add", "x.txt", files={}, given="n\n")
    assert not (tmp_path / "content/notices").exists()
    assert "0 files added" in done.stderr
    assert run("add", "x.txt", given="\n").exit_code == CLEAN
    assert (tmp_path / "content/notices/2020").is_dir()


def test_add_says_what_is_wrong_and_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.exe").write_bytes(b"x")
    (tmp_path / "x.txt").write_text(LETTER, encoding="utf-8")
    done = run("add", "bad.exe", "x.txt", "-y", files={})
    assert done.exit_code == FOUND
    assert "S101" in done.stderr
    assert "1 files added" in done.stderr


def test_translate_frames_and_refreshes(run: Run, tmp_path: Path) -> None:
    done = run("translate", "2020-4321-ldtbxh-vp", files=FILES)
    path = tmp_path / "content/notices/2020/2020-4321-ldtbxh-vp.en.md"
    frame = path.read_text(encoding="utf-8")
    assert done.stdout.strip() == "content/notices/2020/2020-4321-ldtbxh-vp.en.md"
    assert re.search(r"^\[p1 [0-9a-f]{8}\]\n> Thực hiện Quyết định số 145/QĐ-TTg", frame, re.M)
    path.write_text(frame.replace("đề nghị báo cáo.", "đề nghị báo cáo.\nPursuant to it, please report.", 1), encoding="utf-8")
    assert run("translate", "2020-4321-ldtbxh-vp").exit_code == CLEAN
    assert "\nPursuant to it, please report.\n" in path.read_text(encoding="utf-8"), "what is translated stays"


def test_translate_leaves_a_file_alone_that_it_cannot_read(run: Run, tmp_path: Path) -> None:
    broken = "---\na: &x [*x]\n---\n"
    done = run("translate", "2020-4321-ldtbxh-vp", files={**FILES, "notices/2020/2020-4321-ldtbxh-vp.en.md": broken})
    assert done.exit_code == FOUND
    assert (tmp_path / "content/notices/2020/2020-4321-ldtbxh-vp.en.md").read_text(encoding="utf-8") == broken


def test_explain_says_it_in_both_languages(run: Run) -> None:
    done = run("explain", "X101")
    assert done.stdout.startswith("X101 (error)\n")
    assert "không bao giờ được đăng" in done.stdout
    assert "never published" in done.stdout
    assert "nearest: X101" in run("explain", "X1O1").output


def test_report_has_every_section(run: Run) -> None:
    done = run("report", "--format", "markdown", files={**FILES, "notices/2020/x.txt": "Một ghi chú.\n"})
    headings = re.findall(r"^## (.+) \((\d+)\)$", done.stdout, re.M)
    assert [h for h, _ in headings][:3] == ["Documents held back", "Unknown values", "Conflicts to be looked at"]
    assert "- x: type, issuer, date, subject" in done.stdout
    assert "145/QĐ-TTg: 1" in done.stdout, "what is wanted most"


def test_report_lists_what_was_removed_and_renamed(run: Run) -> None:
    gone = {"kind": "in_error", "reason": "x", "date": "2026-11-25", "authority": "An"}
    files = {**FILES, "news/2019/tin.yml": sidecar(removal=gone), "notices/2020/2020-4321-ldtbxh-vp.yml": sidecar(aliases_id=["ten-cu"])}
    said = run("report", files=files | {"published.txt": "old vi/van-ban/old/ en/notices/old/\n"}).stdout
    assert "Removed, moved, or only an address (3)\n- tin: in_error, 2026-11-25, An\n- old: –\n- ten-cu → 2020-4321-ldtbxh-vp\n" in said


def test_build_then_search(run: Run, tmp_path: Path) -> None:
    done = run("build", "--config", ROOT / "mkdocs.yml", files=FILES, SITE_URL="https://archive.example/x/")
    assert done.exit_code == CLEAN, done.output
    assert re.search(r"^2 documents, \d+ pages, 0 held back, 0 errors, \d+ warnings; \d+\.\d s\. build/site$", done.stderr, re.M)
    html = (tmp_path / "build/site/vi/van-ban/2020-4321-ldtbxh-vp/index.html").read_text(encoding="utf-8")
    assert "https://archive.example/x/vi/van-ban/2020-4321-ldtbxh-vp/" in html
    found = run("search", "thu nghiem", "kho")
    assert found.exit_code == CLEAN, found.output
    assert "4321/LĐTBXH-VP" in found.stdout
    assert run("search", "4321").stdout.startswith("4321/LĐTBXH-VP")


def test_two_builds_at_once_do_not_meet(run: Run, tmp_path: Path) -> None:
    from builder.site.publish import locked

    with locked(tmp_path / "build"):
        done = run("build", "--config", ROOT / "mkdocs.yml", files=FILES)
    assert done.exit_code == FOUND
    assert "B103" in done.stderr
    assert not (tmp_path / "build/site").exists()


def test_published_lists_what_is_new_and_appends_it_once(run: Run, tmp_path: Path) -> None:
    lines = ["2020-4321-ldtbxh-vp vi/van-ban/2020-4321-ldtbxh-vp/ en/notices/2020-4321-ldtbxh-vp/", "tin vi/tin-tuc/tin/ en/news/tin/"]
    assert run("published", files=FILES).stdout.splitlines() == lines
    assert run("published", "--append").stdout.splitlines() == lines
    assert run("published", "--append").stdout == ""
    text = (tmp_path / "content/published.txt").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if not line.startswith("#")] == lines
    (tmp_path / "content/news/2019/tin.txt").unlink()
    gone = run("published")
    assert gone.exit_code == FOUND
    assert "content/published.txt:4: B101 the id “tin” was published and is no longer here" in gone.stderr


def test_takedown_leaves_nothing_but_a_keyed_hash(run: Run, tmp_path: Path) -> None:
    files = {**FILES, "notices/2020/2020-4321-ldtbxh-vp.en.md": translation({"p1": "x"}), "notices/2020/2020-4321-ldtbxh-vp--a.txt": "x",
             "notices/2020/2020-4321-ldtbxh-vp.en.html": "<p>English</p>", "notices/2020/2020-4321-ldtbxh-vp.html": "<p>x</p>",
             "notices/2020/2020-4321-ldtbxh-vp_files/anh.png": b"\x89PNG",
             "notices/2020/2020-4321-ldtbxh-vp.yml": sidecar(place="Hà Nội", aliases_id=["ten-cu"])}  # fmt: skip
    words = (
        "takedown",
        "2020-4321-ldtbxh-vp",
        "--reason",
        'Theo "yêu cầu"',
        "--authority",
        "Ban biên tập",
        "--date",
        "2026-11-25",
        "--yes",
    )
    done = run(*words, files=files, ARCHIVE_SECRET=SECRET)
    assert done.exit_code == CLEAN, done.output
    folder = tmp_path / "content/notices/2020"
    assert [p.name for p in folder.rglob("*") if p.is_file()] == ["2020-4321-ldtbxh-vp.yml"]
    text = (folder / "2020-4321-ldtbxh-vp.yml").read_text(encoding="utf-8")
    assert re.search(r'hmac: "[0-9a-f]{64}"', text)
    assert 'aliases_id: ["ten-cu"]' in text, "its old address stays too"
    assert "Hà Nội" not in text
    assert SECRET not in text
    assert "history" in done.stderr
    assert run("check").exit_code == CLEAN
    assert "taken down on 25 November 2026" in run("log", "2020-4321-ldtbxh-vp").stdout


@pytest.mark.parametrize("words", [("--date", "yesterday"), ("--date", "2026-02-30")])
def test_takedown_deletes_nothing_when_the_tomb_would_be_wrong(words: tuple[str, str], run: Run, tmp_path: Path) -> None:
    done = run("takedown", "tin", "--reason", "x", "--authority", "y", "-y", *words, files=FILES, ARCHIVE_SECRET=SECRET)
    assert done.exit_code == USAGE
    assert (tmp_path / "content/news/2019/tin.txt").is_file()


@pytest.mark.parametrize(("lang", "last"), [("vi", r"\d+ văn bản; \d+,\d giây\."), ("en", r"\d+ documents; \d+\.\d s\.")])
def test_what_changed_ends_in_the_language_asked_for(run: Run, tmp_path: Path, lang: str, last: str) -> None:
    archive(tmp_path, FILES)
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "x"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    assert re.fullmatch(last, run("changed", "--lang", lang).stderr.splitlines()[-1])


def test_a_report_takes_what_the_last_build_read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(tmp_path, FILES)
    with closing(Store(tmp_path / "build" / "cache" / "build.sqlite", reading.program())) as store:
        pipeline.load(tmp_path / "content", store=store)
    monkeypatch.setattr(reading, "understand", lambda *_: pytest.fail("a document was read again"))
    assert run("report").exit_code == CLEAN


def test_log_tells_the_history_in_plain_words(run: Run, tmp_path: Path) -> None:
    archive(tmp_path, FILES)
    env = {
        **os.environ,
        "GIT_AUTHOR_DATE": "2020-01-02T00:00:00Z",
        "GIT_COMMITTER_DATE": "2020-01-02T00:00:00Z",
        "GIT_CONFIG_GLOBAL": "/dev/null",
    }
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "Thêm văn bản"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True, env=env)
    (tmp_path / "content/news/2019/tin.yml").write_text(sidecar(place="Hà Nội"), encoding="utf-8")
    for words in (["add", "."], ["commit", "-qm", "Confirm the place"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True, env=env)
    lines = run("log", "tin").stdout.splitlines()
    assert lines == ["2020-01-02  the original was added (Thêm văn bản)", "2020-01-02  the editor's file was added (Confirm the place)"]
    assert run("log", "tin", "--lang", "vi").stdout.splitlines()[1] == "2020-01-02  thêm tệp xác nhận (Confirm the place)"


# --- what is documented ---------------------------------------------------------------------------------------------------------------


def documented() -> list[tuple[str, str]]:
    """Every ``archive …`` that a document of ours shows, and where."""
    found = []
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "content/pages").rglob("*.md")),
        *sorted((ROOT / ".github").rglob("*.yml")),
    ):
        for m in re.finditer(r"(?:`|\.venv/bin/|\bchạy |\brun )archive ([a-z]+[^`\n|;)]*)", path.read_text(encoding="utf-8")):
            found.append((path.name, m[1].strip()))
    return sorted(set(found))


def test_the_readme_shows_every_command() -> None:
    shown = {words.split()[0] for name, words in documented() if name == "README.md"}
    assert shown == {name for name, command in main.commands.items() if not command.hidden}


@pytest.mark.parametrize(("where", "words"), documented())
def test_every_documented_command_exists_with_its_options(where: str, words: str) -> None:
    name, *rest = words.split()
    assert name in main.commands, where
    options = {opt for param in main.commands[name].params for opt in param.opts}
    assert {word for word in rest if word.startswith("--")} <= options, words


@pytest.mark.parametrize(
    "target",
    sorted(set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / "README.md").read_text() + (ROOT / "CONTRIBUTING.md").read_text())) - {"sure"}),
)
def test_every_documented_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M)


def test_every_remedy_that_names_a_command_names_one_that_exists() -> None:
    for code, entry in problems.table().items():
        for lang in ("vi", "en"):
            for name in re.findall(r"archive ([a-z]+)", entry[lang]["do"]):
                assert name in main.commands, code
