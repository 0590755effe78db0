"""The command line: what each sub-command passes on, and its exit codes."""

import importlib
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import gan_utils
from gan_course.tools import cli, doctor, lint, machine, notebooks, readme, render, run, stamp


def test_help_names_every_command_with_a_line_on_what_it_does(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit) as stop:
        cli.main(["--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    assert len(cli.COMMANDS) > 10
    for name, (_, description) in cli.COMMANDS.items():
        assert re.search(rf"\n    {name}\s+{re.escape(description)}\n", shown)


def test_a_command_and_its_module_bear_one_name():
    for name, (module, _) in cli.COMMANDS.items():
        assert module in (f"gan_course.tools.{name}", f"gan_course.experiments.{name}")


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_adds_its_arguments_and_has_a_main(name, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([name, "--help"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: gan-course {name} ")
    assert callable(importlib.import_module(cli.COMMANDS[name][0]).main)


IMPORTED = """
import contextlib, json, sys
from gan_course.tools import cli
with contextlib.suppress(SystemExit), contextlib.redirect_stdout(None):
    cli.main(sys.argv[1:])
print(json.dumps(sorted(sys.modules)))
"""


def imported(*arguments):
    """Return the modules that a fresh process has loaded after a command."""
    done = subprocess.run([sys.executable, "-c", IMPORTED, *arguments], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_only_the_module_of_the_chosen_command_is_imported():
    modules = {module for module, _ in cli.COMMANDS.values()}
    assert imported("--help") & {*modules, "nbformat", "tensorflow", "gan_course.experiments"} == set()
    assert imported("stamp", "--help") & modules == {"gan_course.tools.stamp"}
    assert imported("pin", "--help") & modules == {"gan_course.tools.pin"}


def test_a_missing_package_stops_its_command_alone_and_in_one_sentence(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "papermill", None)
    monkeypatch.setattr(lint, "lint", lambda names: [])
    assert cli.main(["lint"]) == 0
    monkeypatch.setattr(run, "run_course", lambda *arguments: importlib.import_module("papermill"))
    capsys.readouterr()
    assert cli.main(["run", "00"]) == 2
    said = capsys.readouterr().err
    assert said == "gan-course run: the package papermill is not installed: `gan-course doctor` says what to install\n"


def test_it_says_its_version(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"gan-course {gan_utils.__version__}\n"
    assert gan_utils.__version__ == tomllib.loads((notebooks.ROOT / "pyproject.toml").read_text())["project"]["version"]


def test_without_a_command_it_says_how_it_is_used(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main([])
    assert stop.value.code == 2
    assert "usage: gan-course" in capsys.readouterr().err


@pytest.mark.parametrize(("error", "code"), [("", 0), ("cell `x`: ValueError: no", 1)])
def test_run_fails_when_a_notebook_does(monkeypatch, error, code):
    asked = []

    def run_course(names, profile):
        asked.append((names, profile))
        return [run.Run("01_one", 1.0, ""), run.Run("02_two", 1.0, error)]

    monkeypatch.setattr(run, "run_course", run_course)
    assert cli.main(["run", "--profile", "smoke", "1", "2"]) == code
    assert asked == [(["1", "2"], "smoke")]


@pytest.mark.parametrize(("failed", "code"), [([], 0), (["03_dcgan"], 1)])
def test_render_fails_when_a_notebook_does(monkeypatch, failed, code):
    asked = []
    monkeypatch.setattr(render, "render", lambda *arguments: asked.append(arguments) or failed)
    assert cli.main(["render", "03", "--prose-only"]) == code
    assert asked == [(["03"], "laptop", True)]


@pytest.mark.parametrize(("found", "code"), [([], 0), (["03_dcgan: look"], 1)])
def test_lint_prints_what_it_found(monkeypatch, capsys, found, code):
    monkeypatch.setattr(lint, "lint", lambda names: found)
    assert cli.main(["lint"]) == code
    assert capsys.readouterr().out.splitlines()[:-1] == found


@pytest.mark.parametrize(
    ("changed", "check", "code"), [(["03_dcgan"], True, 1), (["03_dcgan"], False, 0), ([], True, 0)]
)
def test_stamp_fails_only_when_a_check_finds_something(monkeypatch, changed, check, code):
    monkeypatch.setattr(stamp, "stamp", lambda repo, ref, check: changed)
    assert cli.main(["stamp", "--repo", "owner/name", *(["--check"] if check else [])]) == code


@pytest.mark.parametrize(("changed", "check", "code"), [(True, True, 1), (True, False, 0), (False, True, 0)])
def test_readme_fails_only_when_a_check_finds_something(monkeypatch, capsys, changed, check, code):
    monkeypatch.setattr(readme, "readme", lambda check: changed)
    assert cli.main(["readme", *(["--check"] if check else [])]) == code
    assert ("README.md" in capsys.readouterr().out) is changed


@pytest.mark.parametrize(("status", "code"), [("ok", 0), ("note", 0), ("bad", 1)])
def test_doctor_fails_only_when_the_course_cannot_run(monkeypatch, capsys, status, code):
    report = doctor.Report([doctor.Finding("Disk", status, "3.0 GB free")])
    monkeypatch.setattr(doctor, "doctor", lambda: report)
    assert cli.main(["doctor"]) == code
    assert "3.0 GB free" in capsys.readouterr().out


def test_pretrain_passes_the_names_on(monkeypatch):
    from gan_course.experiments import pretrain

    asked = []
    monkeypatch.setattr(pretrain, "main", lambda options: asked.append(options.names) or 0)
    assert cli.main(["pretrain", "dcgan"]) == 0
    assert asked == [["dcgan"]]


def test_a_wrong_name_is_one_sentence_and_not_a_traceback(capsys):
    assert cli.main(["render", "77"]) == 2
    assert capsys.readouterr().err.startswith("gan-course render: no notebook is called '77'")


def test_an_interrupt_is_not_a_traceback(monkeypatch, capsys):
    def interrupted(names):
        raise KeyboardInterrupt

    monkeypatch.setattr(lint, "lint", interrupted)
    assert cli.main(["lint"]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_the_console_script_is_installed():
    script = Path(sys.executable).with_name("gan-course")
    done = subprocess.run([script, "stamp", "--help"], capture_output=True, text=True)
    assert done.returncode == 0 and "OWNER/NAME" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["render", "77"], "no notebook is called '77'"),
        (["stamp", "--repo", "course"], "'course' is not a repository: give OWNER/NAME"),
        (["stamp", "--check", "--ref", "my branch"], "'my branch' cannot be a branch or tag: give a name such as main"),
        (["stamp", "--check", "--ref", ""], "'' cannot be a branch or tag"),
        (["lab", "--port", "99999"], "there is no port 99999: choose one from 1 to 65535"),
        (["lab", "--ip", "no such"], "there is no address 'no such': choose localhost"),
        (["assign", "01", "--out", "here/there", "--config", "none.toml"], "none.toml: no such file or directory"),
        (["assign", "01", "--out", "here/there", "--config", "."], ".: is a directory"),
        (["assign", "01", "--out", "here/there", "--config", "bad.toml"], "bad.toml is not TOML: "),
        (["assign", "01", "--out", "here/there", "--config", "drop.toml"], "has drop = 'q1': give a list of exercises"),
        (["assign", "01", "--out", "a_file"], "a_file is a file: give --out a folder"),
        (["assign", "01", "--out", "a_file/course"], "a_file/course/source/01_minimax_game"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_is_wrong_is_said_in_one_sentence_and_not_in_a_traceback(tmp_path, monkeypatch, capsys, arguments, words):
    monkeypatch.chdir(tmp_path)
    Path("a_file").write_text("not a folder")
    Path("bad.toml").write_text("hidden_seed = = 1")
    Path("drop.toml").write_text('["01"]\ndrop = "q1"\n')
    assert cli.main(arguments) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"gan-course {arguments[0]}: ") and said.count("\n") == 1
    assert words in said
    assert not Path("here").exists()


def test_a_file_where_a_folder_belongs_is_named(tmp_path, monkeypatch, capsys):
    (tmp_path / "build").write_text("")
    monkeypatch.setattr(run, "BUILD", tmp_path / "build" / "course")
    assert cli.main(["run", "00"]) == 2
    said = capsys.readouterr().err
    assert f"{tmp_path / 'build'}" in said and "a file stands where a folder is needed" in said


def test_an_error_of_the_system_without_a_file_keeps_its_words():
    full = OSError("the disk is full, so a.npz was not written")
    assert cli.sentence(full) == "the disk is full, so a.npz was not written"


@pytest.mark.parametrize("name", [name for name in cli.COMMANDS if name != "doctor"])
def test_where_there_is_no_course_every_command_says_so_instead_of_succeeding_on_nothing(
    monkeypatch, capsys, tmp_path, name
):
    """As from a wheel, whose package lies in site-packages, with no notebooks beside it."""
    monkeypatch.setattr(notebooks, "FOLDER", tmp_path / "notebooks")
    monkeypatch.setattr(importlib.import_module(cli.COMMANDS[name][0]), "main", lambda options: 0)
    needed = {"assign": ["01", "--out", "x"], "grades": ["course"], "handout": ["--out", "x"]}.get(name, [])
    assert cli.main([name, *needed]) == 2
    said = capsys.readouterr()
    assert f"gan-course {name}: there is no course here, as {tmp_path / 'notebooks'} holds no notebooks: " in said.err
    assert said.out == "" and said.err.count("\n") == 1


def test_where_there_is_no_course_doctor_says_so_among_the_rest(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(notebooks, "FOLDER", tmp_path / "notebooks")
    monkeypatch.setattr(machine, "_gpus", lambda: ((), ""))
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr()
    assert f"BAD   Course      is not here: {tmp_path / 'notebooks'} holds no notebooks\n" in said.out
    assert "NumPy 2" in said.out and said.out.endswith("The course cannot run here yet.\n") and said.err == ""


def test_a_stream_that_cannot_print_an_arrow_does_not_lose_the_report():
    """As in Windows, where what is redirected is written in cp1252."""
    program = (
        "from gan_course.tools import cli, doctor\n"
        "doctor.doctor = lambda: doctor.Report([doctor.Finding('Disk', 'note', 'σ full', 'make room')])\n"
        "raise SystemExit(cli.main(['doctor']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=os.environ | {"PYTHONIOENCODING": "cp1252"}
    )
    assert done.returncode == 0 and b"sigma full" in done.stdout and b"make room" in done.stdout, done.stderr
