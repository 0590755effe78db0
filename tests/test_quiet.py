"""Text as a terminal shows it, and TensorFlow without its start-up notes."""

import gc

from gan_course import quiet
from gan_course.quiet import final_text, without_noise


def test_final_text_applies_backspaces_as_keras_writes_them():
    # Keras' bar goes back over itself before it writes the next state, which may be shorter.
    assert final_text("1/20 ...\b\b\b\b\b\b\b\b\r20/20 ok \x1b[1mdone\x1b[0m\n") == "20/20 ok done\n"


def test_only_tensorflows_start_up_notes_count_as_noise():
    note = "I0000 00:00:1795231037.541724    6418 port.cc:153] oneDNN custom operations are on.\n"
    assert without_noise(note) == ""
    assert without_noise(note + "UserWarning: look\n") == "UserWarning: look\n"


def test_python_does_not_look_for_garbage_in_what_the_set_up_cell_imported():
    """The first `fit` of a `GAN` collects garbage, and through all of TensorFlow that takes a quarter of a second."""
    here = [[] for _ in range(1000)]
    before = gc.get_freeze_count()
    quiet.import_tensorflow()
    assert gc.get_freeze_count() >= before + len(here)
