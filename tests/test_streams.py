"""Output where a stream knows neither "→" nor "σ", where it is closed, and where nobody reads along."""

import io
import os
import subprocess
import sys
import tempfile

import pytest

from gan_utils import _streams

NARROW = ["cp1252", "ascii", "cp437", "latin-1"]


def python(program, encoding="utf-8", shell="", **more):
    """Run a program whose streams have an encoding; return how it fared, its output as bytes."""
    command = [sys.executable, "-c", program]
    if shell:
        command = ["sh", "-c", f'"$@" {shell}', "sh", *command]
    with tempfile.TemporaryDirectory() as own:
        environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "GAN_PROGRESS_FILE": f"{own}/progress.json"}
        return subprocess.run(command, capture_output=True, env=os.environ | environment, timeout=600, **more)


SAYS = """
import sys
import gan_utils
print("→ σ(D(x)) ≤ ½ … ☃ é")
print("→ σ ✓", file=sys.stderr)
"""


@pytest.mark.parametrize("encoding", NARROW)
def test_what_a_stream_does_not_know_is_written_in_plain_letters(encoding):
    done = python(SAYS, encoding)
    assert done.returncode == 0, done.stderr
    out, err = (text.decode(encoding) for text in (done.stdout, done.stderr))
    assert "sigma(D(x)) <= " in out.replace("σ", "sigma").replace("≤", "<=") and "? " in out
    assert err.replace("σ", "sigma") == "-> sigma +\n" or encoding == "cp437"
    assert out.isascii() or encoding != "ascii"


@pytest.mark.skipif(os.name != "posix", reason="asks for a locale")
def test_the_plain_locale_loses_nothing_either():
    """There Python's own stdout has the errors "surrogateescape", which do not help with "→"."""
    plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONIOENCODING"} | plain
    program = f"exec({SAYS!a})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment, timeout=600)
    assert done.returncode == 0 and done.stdout.startswith(b"-> sigma(D(x)) <= 1/2 ..."), done.stderr


def test_a_stream_that_knows_everything_stays_as_it_is():
    program = "import sys; before = sys.stdout.errors; import gan_utils; print(before == sys.stdout.errors)"
    assert python(program).stdout.strip() == b"True"


def test_what_somebody_put_in_place_of_a_stream_stays(monkeypatch):
    for stream in (io.StringIO(), object()):
        monkeypatch.setattr(sys, "stdout", stream)
        _streams.widen()
        assert sys.stdout is stream


CHECKS = """
import numpy as np
from gan_course import exercises
for exercise in exercises.every():
    print(exercise.title, exercise.why, *exercise.hints)
q1 = exercises.minimax.q1
value = lambda d_real, d_fake: np.log(d_real).mean() + np.log(1 - d_fake).mean()
for answer in (value, lambda d_real, d_fake: 0.0, lambda d_real, d_fake: ..., lambda d_real, d_fake: 1 / 0):
    print(q1.check(answer))
print(q1.hint(1), q1.solution())
print(exercises.progress())
print("the end")
"""
LOGS = """
import sys
from gan_course import quiet
quiet.import_tensorflow()
from gan_utils import data, models, training
gan = training.GAN(models.mlp_generator((8, 8, 1), 4, (8,)), models.mlp_discriminator((8, 8, 1), (8,)))
gan.compile()
for verbose in (1, 2):
    gan.fit(data.load("digits").batches(256, seed=0), epochs=1, verbose=verbose, callbacks=[training.LiveMonitor(n=4)])
print(data.load("digits"), data.load("digits").card)
print("the end")
"""
DOCTOR = """
from gan_course.tools import cli, machine
machine._gpus = lambda: ((), "")
print("code", cli.main(["doctor"]))
print("the end")
"""


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_checks_hints_and_progress_are_whole(encoding):
    """Findings E5. What is left of a formula can be read: no question mark stands where nothing was asked."""
    done = python(CHECKS, encoding)
    assert done.returncode == 0 and b"the end" in done.stdout, done.stderr
    said = done.stdout.decode(encoding)
    assert all(word in said for word in ("Correct", "Not yet", "Not attempted", "Error", "Hint", "Solution"))
    assert " ? " not in said.replace("? Hint", "")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_a_training_log_is_whole(encoding):
    done = python(LOGS, encoding)
    assert done.returncode == 0 and b"the end" in done.stdout, done.stderr
    assert done.stdout.count(b"g_loss") >= 2 and b"\\u" not in done.stdout


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_doctor_keeps_its_report(encoding):
    """Findings E5."""
    done = python(DOCTOR, encoding)
    assert done.returncode == 0 and b"The course can" in done.stdout and b"the end" in done.stdout, done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams_stop_nothing(closed, tmp_path):
    """As where a program has no terminal, and nobody redirected what it says."""
    mark = f"\nopen({str(tmp_path / 'end')!r}, 'w').close()\n"
    done = python(DOCTOR + LOGS + mark, shell=closed, cwd=tmp_path)
    assert done.returncode == 0 and (tmp_path / "end").exists(), done.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_whoever_reads_along_may_stop_without_a_traceback():
    """As `head` does."""
    program = "import sys; from gan_course.tools import cli; sys.exit(cli.main(['lint', '00']))"
    done = python(program, shell="| true")
    assert done.stderr == b""
