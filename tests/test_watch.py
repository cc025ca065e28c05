"""What is found while nobody touches anything, without any network: who answers is given. And the issue that tells it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "hostile"))

from letters import archive, letter, sidecar
from test_editors_path import commands

from builder import pipeline
from builder.watch import ADVISORIES, ask, dead, findings, issue, pins, public

N = "notices/2020/"
TODAY = date(2026, 11, 25)
LINK = '---\nslug: "moi"\ntitle: "Mới"\ndescription: "Trang mới."\n---\n\n- **[x](https://gone.example/a#b)** [y](https://here.example/)\n'


class Net:
    """Answers as told; remembers what was asked."""

    def __init__(self, answers: dict[str, int], weak: dict[str, list[str]] | None = None) -> None:
        self.answers, self.weak, self.asked = answers, weak or {}, list[str]()

    def __call__(self, url: str, data: bytes | None) -> tuple[int, bytes]:
        self.asked.append(url)
        if url == ADVISORIES and data:
            names = [q["package"]["name"] for q in json.loads(data)["queries"]]
            return 200, json.dumps({"results": [{"vulns": [{"id": i} for i in self.weak.get(n, [])]} for n in names]}).encode()
        if (status := self.answers.get(url, 200)) == 0:
            raise OSError("no such host")
        return status, b""


def found(folder: Path, files: dict[str, str | bytes], net: Net, *locks: Path) -> list[tuple[str, str, str, str]]:
    loaded = pipeline.load(archive(folder, files))
    return [
        (f.section, f.where, f.what, f.why) for f in findings(loaded, TODAY, locks, net) if "/pages/" not in f.where or "moi" in f.where
    ]


def test_links_of_pages_and_sources_are_asked_once_and_the_dead_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"pages/{lang}/moi.md": LINK for lang in ("vi", "en")}
    files |= {f"{N}x.txt": letter(), f"{N}x.yml": sidecar(source={"url": "https://lost.example/x"})}
    net = Net({"https://gone.example/a": 404, "https://lost.example/x": 0})
    told = found(tmp_path, files, net)
    assert [(row[0], row[2], row[3]) for row in told] == [
        ("links", "https://gone.example/a", "404"),
        ("links", "https://lost.example/x", "OSError"),
    ]
    assert told[0][1] in ("content/pages/vi/moi.md", "content/pages/en/moi.md")
    assert told[1][1] == f"content/{N}x.yml"
    assert net.asked.count("https://here.example/") == 1


@pytest.mark.parametrize(("status", "why"), [(200, None), (301, None), (403, None), (429, None), (404, "404"), (410, "410"), (500, "500")])
def test_only_what_no_reader_would_get_is_dead(status: int, why: str | None) -> None:
    net = Net({"https://x.example/": status})
    assert dead("https://x.example/", net) == why
    assert len(net.asked) == (2 if why else 1)


def test_a_deadline_in_a_document_that_is_held_back(tmp_path: Path) -> None:
    ahead = "Đề nghị Ủy ban nhân dân tỉnh gửi báo cáo về Bộ trước ngày 15 tháng 12 năm 2026."
    files: dict[str, str | bytes] = {
        f"{N}shown.txt": letter(1, body=ahead),
        f"{N}held.txt": letter(2, body=ahead, stamp="MẬT"),
        f"{N}past.txt": letter(3, body=ahead.replace("2026", "2025"), stamp="MẬT"),
    }
    assert found(tmp_path, files, Net({})) == [("deadlines", f"content/{N}held.txt", "2026-12-15", "")]


def test_packages_with_a_known_weakness(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("click==8.1.0 \\\n    --hash=sha256:00\n    # via x\npyyaml==5.1\n", encoding="utf-8")
    assert pins(lock.read_text(encoding="utf-8")) == {"click": "8.1.0", "pyyaml": "5.1"}
    net = Net({}, {"pyyaml": ["GHSA-x"]})
    assert found(tmp_path, {}, net, lock) == [("advisories", "requirements.lock", "pyyaml 5.1", "GHSA-x")]
    loaded = pipeline.load(archive(tmp_path / "b", {}))
    silent = [f for f in findings(loaded, TODAY, [lock], lambda url, data: (503, b"")) if f.section == "advisories"]
    assert [f.where for f in silent] == ["requirements.lock"], "that nobody answered is said"


def test_no_machine_of_the_own_network_is_asked() -> None:
    assert not public("127.0.0.1", 80)
    assert not public("169.254.169.254", 80)
    for url in ("http://127.0.0.1/", "file:///etc/passwd", "http://[::1]/", "ftp://x.example/"):
        with pytest.raises(OSError, match="refused"):
            ask(url, None)


def test_the_issue_is_in_both_languages_and_nothing_in_it_is_markup(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {f"{N}x.txt": letter(), f"{N}x.yml": sidecar(source={"url": "https://lost.example/[x](y)"})}
    loaded = pipeline.load(archive(tmp_path, files))
    text = issue(findings(loaded, TODAY, (), Net({"https://lost.example/[x](y)": 404})), TODAY)
    assert "Liên kết không còn dẫn tới đâu" in text
    assert "Links that lead nowhere" in text
    assert "\\[x\\]" in text
    assert issue([], TODAY) == ""


@pytest.mark.parametrize(
    ("body", "open_issue", "expected"),
    [("x", "", ["label create", "issue create"]), ("x", "7", ["issue edit"]), ("", "7", ["issue close"]), ("", "", [])],
)
def test_one_issue_is_kept_up_to_date(body: str, open_issue: str, expected: list[str], tmp_path: Path) -> None:
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(f'#!/bin/sh\necho "$1 $2" >> "{tmp_path}/log"\n[ "$2" = list ] && echo "{open_issue}"\nexit 0\n', encoding="utf-8")
    gh.chmod(0o755)
    (tmp_path / "watch.md").write_text(body, encoding="utf-8")
    env = {**os.environ, "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["bash", "-e", "-c", commands("watch.yml", "watch", "Write the issue")], cwd=tmp_path, env=env, check=True)
    assert (tmp_path / "log").read_text(encoding="utf-8").split("\n")[:-1] == ["issue list", *expected]
