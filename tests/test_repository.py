"""What the repository as a whole promises: locked packages, safe workflows, nothing of one machine in any file."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = (ROOT / "requirements.lock", ROOT / "requirements-dev.lock")

# Folders of one machine, registries and content networks. Put together here, so that this file does not contain them.
OF_ONE_MACHINE = tuple("/".join(p) for p in (("", "work", ""), ("", "root", ""), ("..", "shared")))
REGISTRIES = (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
NETWORKS = (("jsdelivr", "net"), ("unpkg", "com"), ("cdnjs", "cloudflare"), ("googleapis", "com"), ("gstatic", "com"))
OF_THE_NET = tuple(".".join(parts) for parts in REGISTRIES + NETWORKS)
# Given by other people and kept as they came: they may name any place.
GIVEN = ("content/notices/", "content/news/", "tests/golden/")


def tracked() -> list[str]:
    """Files in git, or about to be: what a commit of everything would hold."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode("utf-8")
    return sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file())


def forbidden(text: str) -> list[str]:
    """What of the forbidden strings a text holds; a local path only where it stands for itself, not inside an address."""
    paths = [p for p in OF_ONE_MACHINE if re.search(rf"(?<![\w.]){re.escape(p)}", text)]
    return paths + [host for host in OF_THE_NET if host in text]


def test_no_file_names_one_machine_or_a_registry() -> None:
    ours = [name for name in tracked() if not name.startswith(GIVEN)]
    assert len(ours) > 20
    found = {name: bad for name in ours if (bad := forbidden((ROOT / name).read_bytes().decode("utf-8", "replace")))}
    assert found == {}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"open({OF_ONE_MACHINE[0]}main)", 1),
        (f"see {OF_ONE_MACHINE[2]}/design.md", 1),
        (f"--hash from https://{OF_THE_NET[0]}/simple", 1),
        (f"https://example.org{OF_ONE_MACHINE[0]}x", 0),
        ("a framework/library", 0),
    ],
)
def test_what_is_forbidden(text: str, count: int) -> None:
    assert len(forbidden(text)) == count


# --- YAML ----------------------------------------------------------------------------------------------------------


class _Strict(yaml.CSafeLoader):
    """Refuses a key given twice, which YAML would silently let win. MkDocs' own tags are read as text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := [key for key in keys if keys.count(key) > 1]:
            raise yaml.constructor.ConstructorError(None, None, f"{twice[0]!r} is given twice", node.start_mark)
        return super().construct_mapping(node, deep)


_Strict.add_multi_constructor("!ENV", lambda loader, suffix, node: str(node.value))
_Strict.add_multi_constructor("tag:yaml.org,2002:python/", lambda loader, suffix, node: suffix)


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=_Strict)


@pytest.mark.parametrize("name", [n for n in tracked() if n.endswith((".yml", ".yaml")) and not n.startswith("tests/golden/")])
def test_yaml_is_sound(name: str) -> None:
    assert read_yaml(ROOT / name) is not None


def test_a_key_given_twice_is_refused() -> None:
    with pytest.raises(yaml.constructor.ConstructorError, match="'a' is given twice"):
        yaml.load("a: 1\nb: 2\na: 3\n", Loader=_Strict)


# --- packages --------------------------------------------------------------------------------------------------------


def locked(path: Path) -> dict[str, str]:
    """name → version. Fails where a line is anything but a pinned package with hashes, or a comment."""
    text = re.sub(r"\\\n\s*", " ", path.read_text("utf-8"))
    entries = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    pins = [re.fullmatch(r"([a-z0-9.-]+)==([\w.!+]+)(?: +--hash=sha256:[0-9a-f]{64})+ *", line) for line in entries]
    assert all(pins), [line for line, pin in zip(entries, pins, strict=True) if not pin]
    return {pin[1]: pin[2] for pin in pins if pin}


def wanted(requirements: list[str]) -> set[str]:
    return {re.split(r"[\s<>=!~;\[]", r)[0].lower().replace("_", "-").replace(".", "-") for r in requirements}


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    run, dev = locked(LOCKS[0]), locked(LOCKS[1])
    needed = wanted(project["project"]["dependencies"] + project["build-system"]["requires"])
    assert needed - set(run) == set()
    assert needed | wanted(project["project"]["optional-dependencies"]["dev"]) <= set(dev)
    assert run.items() <= dev.items()


@pytest.mark.parametrize("path", LOCKS, ids=lambda p: p.name)
def test_the_locks_say_nothing_of_where_packages_come_from(path: Path) -> None:
    assert re.findall(r"https?:|file://|--index|--find-links|--trusted| @ ", path.read_text("utf-8")) == []


@pytest.mark.parametrize("line", ["click==8.1.8", "click>=8 --hash=sha256:" + "0" * 64, "click==8.1.8 --hash=md5:" + "0" * 32, "-e ."])
def test_a_line_without_a_hash_is_seen(line: str, tmp_path: Path) -> None:
    (tmp_path / "x.lock").write_text(f"# a comment\n{line}\n", encoding="utf-8")
    with pytest.raises(AssertionError):
        locked(tmp_path / "x.lock")


# --- workflows -------------------------------------------------------------------------------------------------------


def steps(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


PINNED = re.compile(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def weaknesses(text: str) -> list[str]:
    """Why a workflow is not safe to run on a stranger's pull request."""
    workflow = yaml.load(text, Loader=_Strict)
    wrong = re.findall(r"\bpull_request_target\b|\bworkflow_run\b|\$\{\{[^}]*\bsecrets\b", text)
    wrong += [f"not pinned: {use}" for use in re.findall(r"uses: *(.+)", text) if not PINNED.fullmatch(use)]
    if workflow.get("permissions") != {} or "concurrency" not in workflow:
        wrong.append("no empty permissions, or no concurrency, at the top")
    for name, job in workflow["jobs"].items():
        if not isinstance(job.get("permissions"), dict) or "timeout-minutes" not in job:
            wrong.append(f"{name}: no permissions or no time limit")
    for step in steps(workflow):
        if "${{" in step.get("run", ""):
            wrong.append(f"an expression inside a script: {step['run']}")
        if "actions/checkout" in step.get("uses", "") and step.get("with", {}).get("persist-credentials") is not False:
            wrong.append("checkout keeps its credentials")
    return wrong


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_workflows_are_safe(path: Path) -> None:
    assert weaknesses(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pull_request:", "pull_request_target:"),
        ("permissions: {}", "permissions: write-all"),
        ("    timeout-minutes: 20\n", ""),
        ("          persist-credentials: false\n", ""),
        ("@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "@v5"),
        ("run: make ready", "run: echo ${{ github.event.pull_request.title }}"),
        ("PREVIEW: ${{ steps.preview.outputs.artifact-url }}", "PREVIEW: ${{ secrets.TOKEN }}"),
    ],
)
def test_an_unsafe_workflow_is_seen(old: str, new: str) -> None:
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8")
    assert old in text
    assert weaknesses(text.replace(old, new, 1)) != []


def test_only_main_is_published() -> None:
    publish = read_yaml(ROOT / ".github" / "workflows" / "publish.yml")
    assert publish[True] == {"push": {"branches": ["main"]}}  # YAML reads the key `on` as true
    writers = [name for name, job in publish["jobs"].items() if "write" in job["permissions"].values()]
    assert writers == ["deploy", "ledger"]
    # The ledger may write to the repository and to nothing else, after the site is out.
    assert publish["jobs"]["ledger"]["permissions"] == {"contents": "write"}
    assert publish["jobs"]["ledger"]["needs"] == "deploy"
    checks = read_yaml(ROOT / ".github" / "workflows" / "check.yml")
    assert all(job["permissions"] == {"contents": "read"} for job in checks["jobs"].values())


def test_no_run_leaves_anything_for_the_next_but_the_site() -> None:
    """A cache would outlive a take-down. What is kept is the site itself: as a preview for two weeks, and as what is published."""
    for path in WORKFLOWS:
        kept = [step for step in steps(read_yaml(path)) if "upload" in step.get("uses", "")]
        assert {line for step in kept for line in step["with"]["path"].split()} <= {"build/site/", "build/change/"}
        assert all(step["with"].get("retention-days", 14) <= 14 for step in kept)
        assert not [s for s in steps(read_yaml(path)) if "/cache" in s.get("uses", "") or "cache" in s.get("with", {})]


def test_zizmor_finds_nothing() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [str(zizmor), "--persona=pedantic", "--offline", "--no-progress", str(ROOT / ".github")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_originals_are_kept_byte_for_byte() -> None:
    shown = subprocess.run(
        ["git", "check-attr", "text", "content/notices/2024/x.txt", "builder/model.py"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode("utf-8")
    assert shown.splitlines() == ["content/notices/2024/x.txt: text: unset", "builder/model.py: text: auto"]


# --- documents -------------------------------------------------------------------------------------------------------


def dead_links(text: str) -> list[str]:
    """Relative links of a Markdown file at the root that lead to no file."""
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    return [t for t in targets if not re.match(r"[a-z]+:", t) and not (ROOT / t).exists()]


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_documents_lead_somewhere(name: str) -> None:
    assert dead_links((ROOT / name).read_text("utf-8")) == []


def test_a_dead_link_is_seen() -> None:
    assert dead_links("[a](README.md#words) [b](nowhere.md) [c](https://example.org/x)") == ["nowhere.md"]


def test_documented_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = {
        t
        for n in ("README.md", "CONTRIBUTING.md", ".ci/run")
        for t in re.findall(r"^make ([a-z]+)|`make ([a-z]+)", (ROOT / n).read_text("utf-8"), re.M)
    }
    assert {a or b for a, b in named} <= targets


def test_the_lock_of_the_quality_tools_records_no_address() -> None:
    lock = json.loads((ROOT / "tools" / "quality" / "package-lock.json").read_text("utf-8"))
    packages = {name: known for name, known in lock["packages"].items() if name}
    assert len(packages) > 50
    assert [name for name, known in packages.items() if "resolved" in known or not known["integrity"].startswith("sha512-")] == []
