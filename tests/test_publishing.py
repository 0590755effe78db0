"""What publishes the course: workflows, container and hub take the pins and commands that are here."""

import json
import re
import subprocess

import pytest
import yaml

from gan_course.paths import ROOT
from gan_course.tools import cli, notebooks, pages, stamp

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
DOCKERFILE = (ROOT / ".devcontainer" / "Dockerfile").read_text(encoding="utf-8")
PLACE = ("owner/course", "v1")


def steps(path):
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_run_commands_that_exist(path):
    lines = [line for step in steps(path) for line in step.get("run", "").splitlines()]
    assert lines
    for line in lines:
        program, *words = line.split()
        if program == "make":
            targets = [word for word in words if "=" not in word and re.fullmatch(r"[a-z-]+", word)][:1]
            subprocess.run(["make", "-n", *targets], cwd=ROOT, check=True, capture_output=True)
        elif program == "gan-course":
            cli.parser(words[0]).parse_args(words)
        else:
            assert line.startswith("python -m pip install -r requirements.txt -e ."), line


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_pin_their_actions_and_ask_for_no_more_than_they_need(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert all(re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"]) for step in steps(path) if "uses" in step)
    assert all(job["timeout-minutes"] <= 90 for job in workflow["jobs"].values())


def test_the_tests_run_on_every_python_that_the_course_promises():
    jobs = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))["jobs"]
    (setup,) = [step for step in jobs["tests"]["steps"] if "setup-python" in step.get("uses", "")]
    pythons = [setup["with"]["python-version"], *jobs["pythons"]["strategy"]["matrix"]["python"]]
    assert pythons == ["3.11", "3.12", "3.13"]
    assert {step.get("run") for step in jobs["tests"]["steps"]} >= {"make colab", "make test"}  # as .ci/run does


def test_the_container_installs_the_pins_and_no_other_versions():
    assert re.search(r"^FROM python:3\.11-slim", DOCKERFILE, re.MULTILINE)
    assert "python=3.11" in (ROOT / "environment.yml").read_text(encoding="utf-8")
    installs = re.findall(r"pip install (.*)", DOCKERFILE)
    assert installs == ["-r requirements.txt", "--no-deps -e ."]
    assert re.search(r"^USER ", DOCKERFILE, re.MULTILINE)  # not root
    command = json.loads(re.search(r"^CMD (.*)", DOCKERFILE, re.MULTILINE)[1])
    assert command[0] == "gan-course" and cli.parser("lab").parse_args(command[1:]).ip == "0.0.0.0"


def test_the_editor_opens_the_same_container():
    container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["build"] == {"dockerfile": "Dockerfile", "context": ".."}
    assert container["remoteUser"] == "learner" and " learner " in DOCKERFILE


def test_the_container_leaves_out_what_git_leaves_out():
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv*", "build", "data/cache"} <= set(ignored)


def test_the_site_holds_every_page_and_no_dead_link(tmp_path):
    written = pages.site(tmp_path)
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    for path in notebooks.find():
        assert (
            f'href="notebooks/{path.stem}.html"' in index and (tmp_path / "notebooks" / f"{path.stem}.html") in written
        )
    for page in tmp_path.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for address in re.findall(r'(?:href|src)="([^"#:]+)(?:#[^"]*)?"', text):
            assert (page.parent / address).exists(), (page.name, address)


def test_once_published_other_files_are_shown_by_github(tmp_path):
    assert pages.moved("data/README.md", PLACE) == "https://github.com/owner/course/blob/v1/data/README.md"
    assert pages.moved("data/README.md", stamp.UNPUBLISHED) == "data/README.md"
    assert pages.moved("benchmarks/results/quality.png", PLACE) == "benchmarks/results/quality.png"


def test_a_readme_that_names_a_missing_file_is_refused(tmp_path):
    (tmp_path / "README.md").write_text("# Course\n![a curve](curve.png)\n", encoding="utf-8")
    (tmp_path / "notebooks").mkdir()
    with pytest.raises(ValueError, match=r"README\.md names curve\.png, which is not there"):
        pages.site(tmp_path / "site", tmp_path)


def test_stamping_writes_and_takes_away_the_binder_badge(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("<!-- binder --><!-- /binder -->\n", encoding="utf-8")
    assert stamp.stamp("owner/course", "v1", folder=tmp_path, readme=readme) == ["README.md"]
    assert "https://mybinder.org/v2/gh/owner/course/v1?urlpath=lab/tree/" in readme.read_text(encoding="utf-8")
    assert "/gh/owner/course/course%2F2026?" in stamp.binder_badge(("owner/course", "course/2026"))
    assert stamp.binder_badge(stamp.UNPUBLISHED) == ""


def test_the_link_for_a_hub_says_what_it_needs():
    link = stamp.hub_link(PLACE, "https://hub.example.edu")
    assert link.endswith("&branch=v1&urlpath=lab%2Ftree%2Fcourse%2Fnotebooks%2F00_start_here.ipynb")
    assert (ROOT / stamp._FIRST).exists()
    with pytest.raises(ValueError, match="not published yet"):
        stamp.hub_link(stamp.UNPUBLISHED, "https://hub.example.edu")
    with pytest.raises(ValueError, match="not the address of a hub"):
        stamp.hub_link(PLACE, "hub")
