"""Keras as the course needs it, whatever stands in the environment and in `keras.json`; or refused before it loads."""

import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from gan_course.tools import cli, doctor, machine, setup_cell
from gan_utils import _keras_settings

OTHERS = {"backend": "torch", "image_data_format": "channels_first", "floatx": "float16", "epsilon": 0.01}
PROBLEMS = {
    "no dictionary": (["channels_last"], "holds ['channels_last'] in place of Keras' settings"),
    "floatx": ({"floatx": "float8"}, "sets floatx to 'float8', and Keras knows float16, float32, float64"),
    "floatx of another type": ({"floatx": ["float32"]}, "sets floatx to ['float32']"),
    "image_data_format": (
        {"image_data_format": "first"},
        "sets image_data_format to 'first', and Keras knows",
    ),
    "epsilon": ({"epsilon": "1e-7"}, "sets epsilon to '1e-7', and Keras takes a number such as 1e-07"),
}


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """A function that writes Keras' file of settings, in a folder of the test."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / ".keras"))
    monkeypatch.setattr(_keras_settings, "ASKED", {})

    def write(kept):
        file = tmp_path / ".keras" / "keras.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(kept if isinstance(kept, str) else json.dumps(kept))
        return file

    return write


def python(program, **environment):
    """Return how a program fared in a process of its own, with further variables in its environment."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KERAS_")}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, env=kept | environment, timeout=600)


TRAINS = (
    setup_cell.text()
    + """
import json, keras
from gan_utils import data, models, training
gan = training.GAN(models.dcgan_generator((28, 28, 1), 8, 4), models.dcgan_discriminator((28, 28, 1), 4))
gan.compile()
history = gan.fit(data.load("mnist5k").batches(64, seed=0).take(2), epochs=2, verbose=0)
config = keras.config
print(json.dumps([config.backend(), config.image_data_format(), config.floatx(), config.epsilon(),
    config.dtype_policy().name, str(gan.generate(1, seed=0).dtype), len(history.history["g_loss"])]))
"""
)


def test_settings_for_other_programs_are_put_right_and_named_and_their_file_stays(settings):
    """Findings E5: 00 blamed the weights' file. Of four steps Keras would train one, as the variables ask for."""
    file = settings(OTHERS)
    before = file.read_bytes()
    variables = {"KERAS_BACKEND": "jax", "KERAS_MAX_EPOCHS": "1", "KERAS_MAX_STEPS_PER_EPOCH": "1"}
    done = python(TRAINS, KERAS_HOME=str(file.parent), **variables)
    assert done.returncode == 0, done.stderr
    said, found = done.stdout.splitlines()
    assert json.loads(found) == ["tensorflow", "channels_last", "float32", 1e-7, "float32", "float32", 4]
    assert said == (
        "Keras is set to KERAS_BACKEND = 'jax', KERAS_MAX_EPOCHS = '1', KERAS_MAX_STEPS_PER_EPOCH = '1', "
        "backend = 'torch' in keras.json, image_data_format = 'channels_first' in keras.json, "
        "floatx = 'float16' in keras.json, epsilon = 0.01 in keras.json: "
        "the course uses tensorflow, channels_last and float32 all the same, and leaves your settings alone."
    )
    assert file.read_bytes() == before


def test_what_a_program_sets_itself_stays():
    program = """
import keras
keras.config.set_floatx("float64"), keras.config.set_image_data_format("channels_first")
from gan_utils import models
print(keras.config.floatx(), keras.config.image_data_format())
"""
    assert python(program).stdout.split() == ["float64", "channels_first"]


@pytest.mark.parametrize(("kept", "words"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_keras_would_not_take_is_refused_by_name(settings, kept, words):
    file = settings(kept)
    with pytest.raises(ValueError) as refused:
        _keras_settings.check()
    said = str(refused.value)
    assert said.startswith(str(file)) and words in said and said.endswith(": mend the file or move it away")
    assert _keras_settings.note() == ""


def test_a_file_that_cannot_be_read_is_named(settings, tmp_path):
    (tmp_path / ".keras" / "keras.json").mkdir(parents=True)
    assert "cannot be read (Is a directory)" in _keras_settings.problem()


@pytest.mark.parametrize("kept", ["", "{", "{}", json.dumps(_keras_settings.WANTED)])
def test_what_keras_passes_over_or_the_course_wants_is_nothing_to_speak_of(settings, kept):
    settings(kept)
    assert (_keras_settings.problem(), _keras_settings.note()) == ("", "")


def test_without_a_file_there_is_nothing_to_speak_of(settings):
    assert (_keras_settings.problem(), _keras_settings.note()) == ("", "")


def test_another_backend_that_is_already_loaded_is_refused(settings, monkeypatch):
    monkeypatch.setitem(sys.modules, "keras", SimpleNamespace(config=SimpleNamespace(backend=lambda: "jax")))
    with pytest.raises(ValueError, match="already loaded with the backend jax, and the course needs tensorflow: rest"):
        _keras_settings.check()


IMPORTS = """
import importlib, pkgutil, sys
import gan_utils
outcomes = {}
for module in pkgutil.walk_packages(gan_utils.__path__, "gan_utils.", onerror=lambda name: None):
    try:
        importlib.import_module(module.name)
    except ValueError as refused:
        outcomes.setdefault(str(refused), []).append(module.name)
from gan_utils import data
try:
    data.load("digits").batches(8, seed=0)
except ValueError as refused:
    outcomes.setdefault(str(refused), []).append("batches")
print(len(outcomes), *(name for names in outcomes.values() for name in names), sep="\\n")
print("loaded", *({"keras", "tensorflow"} & set(sys.modules)))
print(*outcomes, sep="\\n", file=sys.stderr)
"""


def test_no_part_of_the_library_loads_tensorflow_before_it_has_looked(settings):
    file = settings({"floatx": "float8"})
    done = python(IMPORTS, KERAS_HOME=str(file.parent))
    kinds, *names, loaded = done.stdout.splitlines()
    assert loaded == "loaded" and kinds == "1", done.stderr
    assert {"gan_utils.losses", "gan_utils.models", "gan_utils.training", "gan_utils.metrics.features"} <= {*names}
    assert "batches" in names and "gan_utils.game" not in names
    assert f"{file} sets floatx to 'float8'" in done.stderr


def test_set_up_cell_commands_and_doctor_refuse_with_one_sentence(settings, monkeypatch, capsys):
    file = settings({"image_data_format": "first"})
    sentence = _keras_settings.problem()
    done = python(setup_cell.text(), KERAS_HOME=str(file.parent))
    assert done.returncode == 1 and done.stderr.endswith(f"ValueError: {sentence}\n")
    assert cli.main(["pretrain", "dcgan"]) == 2
    assert capsys.readouterr().err == f"gan-course pretrain: {sentence}\n"
    monkeypatch.setattr(machine, "_gpus", lambda: pytest.fail("TensorFlow was loaded"))
    found = next(finding for finding in doctor.doctor() if finding.name == "Keras")
    assert found.status == "bad" and f"{found.words}: {found.remedy}".partition(": ")[2] == sentence


def test_commands_and_doctor_name_what_they_do_not_follow(settings, monkeypatch, capsys):
    from gan_course.experiments import pretrain

    settings({"image_data_format": "channels_first"})
    note = _keras_settings.note()
    monkeypatch.setattr(pretrain, "main", lambda options: 0)
    assert cli.main(["pretrain", "dcgan"]) == 0
    assert capsys.readouterr().err == f"{note}\n"
    monkeypatch.setattr(machine, "_gpus", lambda: ((), ""))
    report = doctor.doctor()
    found = next(finding for finding in report if finding.name == "Keras")
    assert found.status == "note" and note in found.words
