"""Interactive views: labelled controls, one picture that follows them, and the state in words.

>>> from gan_utils import widgets
>>> widgets.Slider("t", 0.0, 1.0, value=0.5).value
0.5
"""

from gan_utils.widgets.base import Explorer, View, png_bytes
from gan_utils.widgets.codes import code_explorer
from gan_utils.widgets.controls import Choice, Slider
from gan_utils.widgets.detecting import detecting_explorer
from gan_utils.widgets.encoding import encoding_explorer
from gan_utils.widgets.game import game_explorer
from gan_utils.widgets.judging import BlindTest, Judgement, blind_test, judged
from gan_utils.widgets.latent import class_explorer, interpolation_explorer, latent_explorer
from gan_utils.widgets.neighbours import neighbour_explorer
from gan_utils.widgets.restoring import restoring_explorer
from gan_utils.widgets.temperature import temperature_explorer

__all__ = [
    "BlindTest",
    "Choice",
    "Explorer",
    "Judgement",
    "PlaneLaboratory",
    "Slider",
    "TrainingMonitor",
    "View",
    "blind_test",
    "class_explorer",
    "code_explorer",
    "detecting_explorer",
    "encoding_explorer",
    "game_explorer",
    "interpolation_explorer",
    "judged",
    "latent_explorer",
    "neighbour_explorer",
    "png_bytes",
    "restoring_explorer",
    "temperature_explorer",
]


def __getattr__(name):
    if name == "TrainingMonitor":  # which needs TensorFlow, as the next does
        from gan_utils.widgets.monitor import TrainingMonitor

        return TrainingMonitor
    if name == "PlaneLaboratory":
        from gan_utils.widgets.plane import PlaneLaboratory

        return PlaneLaboratory
    raise AttributeError(f"module 'gan_utils.widgets' has no attribute {name!r}; it has {', '.join(__all__)}")
