"""The command line: what each sub-command passes on, and its exit codes."""

import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import lab_server
import pytest

from gan_course.tools import cli, doctor, lab, lint, notebooks, pin, render, run, stamp

FIRST = "notebooks/00_start_here.ipynb"


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["--help"])
    assert stop.value.code == 0
    shown = capsys.readouterr().out
    for name in ("lab", "run", "doctor", "render", "lint", "stamp", "pin", "pretrain"):
        assert f"\n    {name} " in shown


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


@pytest.mark.parametrize(("status", "code"), [("ok", 0), ("note", 0), ("bad", 1)])
def test_doctor_fails_only_when_the_course_cannot_run(monkeypatch, capsys, status, code):
    report = doctor.Report([doctor.Finding("Disk", status, "3.0 GB free")])
    monkeypatch.setattr(doctor, "doctor", lambda: report)
    assert cli.main(["doctor"]) == code
    assert "3.0 GB free" in capsys.readouterr().out


def test_pretrain_passes_the_names_on(monkeypatch):
    from gan_course.experiments import pretrain

    asked = []
    monkeypatch.setattr(pretrain, "main", lambda names: asked.append(names))
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
    ("environment", "platform", "root", "browser", "allow_root"),
    [
        ({"DISPLAY": ":0"}, "linux", False, True, False),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", False, True, False),
        ({}, "linux", True, False, True),  # a container
        ({"SSH_CONNECTION": "10.0.0.1 22", "DISPLAY": "localhost:10.0"}, "linux", False, False, False),
        ({}, "darwin", False, True, False),
        ({}, "win32", False, True, False),
    ],
)
def test_lab_opens_a_browser_only_where_somebody_sees_it(environment, platform, root, browser, allow_root):
    arguments = lab.command(FIRST, "localhost", 8888, environment, platform, root)
    assert ("--ServerApp.open_browser=False" not in arguments) is browser
    assert ("--ServerApp.allow_root=True" in arguments) is allow_root
    assert f"--LabApp.default_url=/lab/tree/{FIRST}" in arguments
    assert f"--ServerApp.root_dir={notebooks.ROOT}" in arguments
    assert not any("token" in argument for argument in arguments)  # Jupyter's own token stays on


def test_lab_prints_an_address_that_opens_only_with_its_token(tmp_path):
    """The real server, as over SSH: started, asked with and without its token, and stopped."""
    script = Path(sys.executable).with_name("gan-course")
    with lab_server.running([script, "lab", "--port", "18888"], tmp_path) as (address, log):
        assert "/lab/tree/notebooks/" in address
        bare, token = address.split("/lab")[0], address.split("token=")[1]
        assert status(f"{bare}/api/contents/notebooks?token={token}") == 200
        assert status(f"{bare}/api/contents/notebooks") == 403
    assert "No screen here" in log.read_text()


def status(address):
    """Return the HTTP status of a page, which the server answers once it has printed its address."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_pins_name_what_is_missing_or_of_another_version():
    with pytest.raises(ValueError, match="pip install no-such-package"):
        pin.closure(["no-such-package"])
    with pytest.raises(ValueError, match=r"numpy .* is installed, but numpy<1 is asked for"):
        pin.closure(["numpy<1"])


def test_pins_follow_requirements_but_not_other_systems_or_extras():
    found = pin.closure(["pooch"])
    assert {"pooch", "requests", "urllib3", "platformdirs"} <= set(found)
    assert "paramiko" not in found  # only for pooch's extra `sftp`
    assert "colorama" not in pin.closure(["tqdm"])  # only on Windows
