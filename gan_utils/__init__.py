"""Shared code of the GAN course: what two notebooks need lives here, once.

Submodules load on first use (PEP 562), so that ``import gan_utils`` is quick and does not import TensorFlow.

>>> import gan_utils
>>> gan_utils.profiles.get("smoke").name
'smoke'
"""

import importlib
import os

from gan_utils import _keras_settings, _streams

# Read by TensorFlow when it is first imported; quiets its start-up notes, not its errors.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
_keras_settings.prepare()
_streams.widen()

__version__ = "0.1.0"

_SUBMODULES = (
    "data",
    "diagnostics",
    "game",
    "latent",
    "losses",
    "metrics",
    "models",
    "plotting",
    "profiles",
    "toy",
    "training",
    "widgets",
)
__all__ = ["__version__", *_SUBMODULES]


def __getattr__(name):
    if name in _SUBMODULES:
        return importlib.import_module(f"gan_utils.{name}")
    raise AttributeError(f"module 'gan_utils' has no attribute {name!r}; it has {', '.join(_SUBMODULES)}")


def __dir__():
    return sorted([*globals(), *_SUBMODULES])
