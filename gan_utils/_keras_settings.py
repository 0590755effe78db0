"""Keras as the course needs it, whatever its user has set for other programs.

Keras reads the environment and the file `keras.json` in its own folder when it is first imported. What stands in the
environment is put right before that (`prepare`), what stands in the file after it (`settle`). What Keras itself would
refuse, or what can no longer be changed, is refused here by name (`problem`).
"""

import json
import os
import sys

WANTED = {"backend": "tensorflow", "image_data_format": "channels_last", "floatx": "float32", "epsilon": 1e-7}
KNOWN = {"image_data_format": ("channels_last", "channels_first"), "floatx": ("float16", "float32", "float64")}
VARIABLES = ("KERAS_BACKEND", "KERAS_MAX_EPOCHS", "KERAS_MAX_STEPS_PER_EPOCH")  # the last two cut every run short
ASKED = {}  # what stood in the environment and is not followed


def prepare():
    """Before Keras is loaded, let the environment ask for what the course needs; `note` says what it asked for."""
    if "keras" in sys.modules:
        return
    ASKED.update({name: os.environ.pop(name) for name in VARIABLES if name in os.environ})
    os.environ["KERAS_BACKEND"] = WANTED["backend"]
    if ASKED.get("KERAS_BACKEND") in ("", WANTED["backend"]):
        del ASKED["KERAS_BACKEND"]


def file():
    """Return where Keras keeps its settings."""
    home = os.path.expanduser("~")
    folder = os.environ.get("KERAS_HOME") or os.path.join(home if os.access(home, os.W_OK) else "/tmp", ".keras")
    return os.path.expanduser(os.path.join(folder, "keras.json"))


def _of_file():
    """Return what the file holds, {} where Keras would pass over it.

    Raises:
        OSError: when the file is there and cannot be read.
    """
    try:
        with open(file(), encoding="utf-8") as settings:
            return json.load(settings)
    except (FileNotFoundError, ValueError):
        return {}


def _differing(kept):
    return {name: kept[name] for name in WANTED if kept.get(name, WANTED[name]) != WANTED[name]}


def note():
    """Return a sentence on the user's settings that the course does not follow; "" when there are none."""
    said = [f"{name} = {value!r}" for name, value in ASKED.items()]
    if not _problem_of_file():
        said += [f"{name} = {value!r} in {os.path.basename(file())}" for name, value in _differing(_of_file()).items()]
    if not said:
        return ""
    ours = f"{WANTED['backend']}, {WANTED['image_data_format']} and {WANTED['floatx']}"
    return f"Keras is set to {', '.join(said)}: the course uses {ours} all the same, and leaves your settings alone."


def problem():
    """Return a sentence on what keeps the course from using Keras, with what to do; "" when nothing does."""
    keras = sys.modules.get("keras")
    backend = keras.config.backend() if hasattr(keras, "config") else WANTED["backend"]
    if backend != WANTED["backend"]:
        return (
            f"Keras is already loaded with the backend {backend}, and the course needs {WANTED['backend']}: restart "
            "the kernel or program, and import gan_utils before keras"
        )
    return _problem_of_file()


def _problem_of_file():
    remedy = "mend the file or move it away"
    try:
        kept = _of_file()
    except OSError as error:
        return f"{file()}, which holds Keras' settings, cannot be read ({error.strerror}): {remedy}"
    if not isinstance(kept, dict):
        return f"{file()} holds {kept!r} in place of Keras' settings: {remedy}"
    for name, known in KNOWN.items():
        if kept.get(name, known[0]) not in known:
            return f"{file()} sets {name} to {kept[name]!r}, and Keras knows {', '.join(known)}: {remedy}"
    if not isinstance(kept.get("epsilon", 0.0), float):
        return f"{file()} sets epsilon to {kept['epsilon']!r}, and Keras takes a number such as 1e-07: {remedy}"
    return ""


def check():
    """Refuse, before Keras is loaded, what the course cannot live with.

    Raises:
        ValueError: with `problem()`.
    """
    said = problem()
    if said:
        raise ValueError(said)


def settle():
    """Load Keras, and put right what the user's file set; what a program has set since then stays.

    Raises:
        ValueError: with `problem()`.
    """
    check()
    import keras

    config, differing = keras.config, _differing(_of_file())
    differing.pop("backend", None)
    for name, from_file in differing.items():
        if getattr(config, name)() != from_file:
            continue
        if name == "floatx" and config.dtype_policy().name == from_file:
            config.set_dtype_policy(WANTED[name])
        getattr(config, f"set_{name}")(WANTED[name])
