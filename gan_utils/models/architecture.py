"""A network's architecture as text and back, without ever running code that the text names.

Keras rebuilds a network from JSON by looking up the classes that it names, wherever they are said to be, so a file from
a stranger could name anything. `from_json` reads the text first, and rebuilds only layers and initialisers of Keras
that hold no code of their own, and the few layers of this package.
"""

import json

import keras

# Layers that hold a function, or wrap another framework's: their configuration is code, or names a file of it.
_CODE = {"Lambda", "TorchModuleWrapper", "TFSMLayer", "JaxLayer", "FlaxLayer"}
_OWN = {
    f"gan_utils>{name}"
    for name in (
        "BatchNormalization",
        "ClippedPicture",
        "GroupedConv2D",
        "LabelChannels",
        "LearntConstant",
        "ModulatedConv2D",
        "PixelNormalization",
        "SelfAttention",
        "SmoothDouble",
        "SmoothHalve",
        "SpectralNormalization",
    )
}
_KERAS = {
    "keras.layers": keras.layers,
    "keras.initializers": keras.initializers,
    "keras.regularizers": keras.regularizers,
    "keras.constraints": keras.constraints,
}
_STRUCTURE = {
    ("keras", "DTypePolicy"),
    ("keras.src.models.functional", "Functional"),
    ("keras.src.models.sequential", "Sequential"),
    ("keras", "Functional"),
    ("keras", "Sequential"),
    (None, "__keras_tensor__"),
    (None, "__tuple__"),
    ("builtins", "__tuple__"),
}


class Unsafe(ValueError):
    """An architecture that is not rebuilt; `what` says which part of it."""

    def __init__(self, what):
        super().__init__(what)
        self.what = what


def to_json(model):
    """Return the architecture of a built network as JSON.

    Raises:
        Unsafe: for a network of a class of its own, or one that holds code, such as a `Lambda` layer.

    >>> from gan_utils import models
    >>> text = to_json(models.mlp_generator((2,), latent_dim=3))
    >>> from_json(text).input_shape
    (None, 3)
    """
    if type(model).__name__ not in ("Functional", "Sequential"):
        raise Unsafe(f"is a network of the class {type(model).__name__}, which only its own code can build")
    try:
        text = model.to_json()
        _check(json.loads(text))
    except (TypeError, NotImplementedError, AttributeError) as error:
        raise Unsafe(f"holds a layer that cannot be written down ({str(error).splitlines()[0]})") from None
    return text


def from_json(text):
    """Return the network that `to_json` wrote, with new weights.

    Raises:
        Unsafe: for text that is no such network, or names anything but layers and initialisers without code.
    """
    try:
        config = json.loads(text)
    except (ValueError, RecursionError):
        raise Unsafe("holds an architecture that is not JSON") from None
    _check(config)
    try:
        return keras.models.model_from_json(text)
    except Exception as error:  # Keras raises many kinds for a configuration that does not fit
        raise Unsafe(f"holds an architecture that Keras cannot build ({str(error).splitlines()[0]})") from None


def _check(config):
    """Raise `Unsafe` for the first part of a configuration that is not known to be harmless."""
    if isinstance(config, list):
        for each in config:
            _check(each)
    elif isinstance(config, dict):
        if "class_name" in config:
            _check_class(config.get("module"), config["class_name"], config.get("registered_name"))
        for each in config.values():
            _check(each)


def _check_class(module, name, registered):
    if registered in _OWN or (module, name) in _STRUCTURE:
        return
    known = _KERAS.get(module)
    if (
        known is not None
        and isinstance(name, str)
        and name not in _CODE
        and isinstance(getattr(known, name, None), type)
    ):
        return
    raise Unsafe(f"holds {name!r}" + (f" of {module}" if module else "") + ", which may be code")
