"""What a run is: everything that must be the same for it to go on, as plain text that can be compared and named."""

import ast
import functools
import hashlib
import inspect
import textwrap

import numpy as np

from gan_utils.data.order import roots_of

# Keys of a layer's configuration that say nothing about the future of a run: weights and random states are restored.
_PASSING = ("name", "build_config", "registered_name", "module", "seed")
# Transformations after which the same batches come again each time, if they came from arrays.
_REPEATABLE = {"Batch", "Cache", "Concatenate", "Filter", "Map", "Options", "ParallelBatch", "ParallelMap", "Prefetch"}
_REPEATABLE |= {"Range", "Repeat", "Scan", "Skip", "Take", "Tensor", "TensorSlice", "Zip"}


def describe(gan, batches):
    """Return a dictionary of name → text or number with all that a run on `batches` depends on besides its state."""
    return networks(gan) | compiled(gan) | data(batches)


def networks(gan):
    """Describe all networks, layer by layer, whatever the layers are called."""
    found = {}
    for which in gan.networks:
        if getattr(gan, which) is None:
            continue
        config = getattr(gan, which).get_config()
        layers = config.get("layers", [])
        names = _layer_names(config, {})
        for i, layer in enumerate(layers):
            where = f"{which}, layer {i} ({layer['class_name']})"
            found[where] = layer["class_name"]
            flatten(where, layer["config"], found, names)
            flatten(f"{where}, input", layer.get("inbound_nodes"), found, names)
    return found


def _layer_names(config, found):
    """Number the names of all layers, also of models within models: Keras makes new ones in each session."""
    if isinstance(config, dict):
        if isinstance(config.get("config"), dict) and "name" in config["config"]:
            found.setdefault(config["config"]["name"], f"layer no. {len(found)}")
        for part in config.values():
            _layer_names(part, found)
    elif isinstance(config, (list, tuple)):
        for part in config:
            _layer_names(part, found)
    return found


def compiled(gan):
    """Describe what `compile` chose."""
    found = {"seed of the noise": gan.seed}
    for name in gan.recipe_numbers:
        flatten(name, getattr(gan, name), found)
    if gan.gan_loss is not None:
        found["loss"] = gan.gan_loss.name
        flatten("loss of the discriminator", gan.gan_loss.discriminator, found)
        flatten("loss of the generator", gan.gan_loss.generator, found)
    for name in gan.recipe_functions:
        flatten(name, getattr(gan, name), found)
    for name in ("g_optimizer", "d_optimizer"):
        optimizer = getattr(gan, name)
        if optimizer is None:
            continue
        found[name] = type(optimizer).__name__
        flatten(name, optimizer.get_config(), found)
    return found


def data(batches):
    """Describe the batches: their kind and number, and the images, batch size and seed that they are made of."""
    found = {"batches": str(batches.element_spec), "batches an epoch": int(batches.cardinality())}
    roots = roots_of(batches)
    found["steps that make the batches"] = " ← ".join(_chain(batches))
    for i, root in enumerate(roots):
        which = f" of source {i}" if len(roots) > 1 else ""
        spec = root.element_spec
        labelled = isinstance(spec, tuple)
        for what in _held(root.source, labelled):
            found[f"hash of the {what}{which}"] = array_hash(getattr(root.source, what))
        found[f"batch size{which}"] = (spec[0] if labelled else spec).shape[0]
        found[f"tf.random.set_seed{which}"], found[f"seed of the batches{which}"] = root.order.seeds
    if not roots and repeatable(batches):
        found["hash of the first batch"] = _first_hash(batches)
    return found


def _held(source, labelled):
    """Return the names of the arrays that batches are made of: of pictures, of pictures and labels, or of pairs."""
    if hasattr(source, "targets"):
        return "inputs", "targets"
    return ("images", "labels") if labelled else ("images",)


def repeatable(batches):
    """Return whether every epoch of `batches` is sure to come in an order that can be had again."""
    if roots_of(batches):
        return "Shuffle" not in _chain(batches)
    return set(_chain(batches)) <= _REPEATABLE and _first_hash(batches) == _first_hash(batches)


def _chain(batches):
    """Return the names of the steps that make `batches`, the last first, down to the sources or `order` datasets."""
    if getattr(batches, "order", None) is not None:
        return ["shuffled"]
    name = type(batches).__name__.strip("_").removesuffix("Dataset")
    return [name, *(step for source in getattr(batches, "_inputs", list)() for step in _chain(source))]


def _first_hash(batches):
    parts = next(iter(batches.take(1)), ())
    return "".join(array_hash(part) for part in (parts if isinstance(parts, tuple) else (parts,)))


def array_hash(array):
    """Return a short hash of an array's shape, dtype and content.

    >>> array_hash(np.zeros(2)) == array_hash(np.zeros(2)) != array_hash(np.zeros(3))
    True
    """
    array = np.ascontiguousarray(array)
    digest = hashlib.sha256(f"{array.dtype.str}{array.shape}".encode())
    digest.update(array.data if array.size else b"")
    return digest.hexdigest()[:16]


def flatten(name, value, found, names=None):
    """Put `value` into `found` as plain leaves, each under a name that says where it is."""
    names = names or {}
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "dtype" and isinstance(part, dict):
                found[f"{name} dtype"] = str(part.get("config", {}).get("name"))
            elif key not in _PASSING and not str(key).endswith("initializer"):
                flatten(f"{name} {key}", part, found, names)
    elif isinstance(value, (list, tuple)):
        for i, part in enumerate(value):
            flatten(f"{name} {i}", part, found, names)
    elif isinstance(value, (np.generic, np.ndarray)):
        flatten(name, value.item() if np.ndim(value) == 0 else array_hash(value), found)
    elif callable(value):
        _flatten_function(name, value, found)
    elif isinstance(value, str):
        found[name] = names.get(value, value)
    elif isinstance(value, (bool, int, float)):
        found[name] = value
    elif value is not None:
        found[name] = type(value).__name__


def _flatten_function(name, function, found):
    """Describe a function: its name, the values it was made with, and the code of one that is not the course's."""
    if isinstance(function, functools.partial):
        flatten(f"{name} arguments", [function.args, function.keywords], found)
        function = function.func
    found[name] = getattr(function, "__qualname__", type(function).__qualname__)
    flatten(f"{name} defaults", getattr(function, "__defaults__", None), found)
    inside = inspect.getclosurevars(function).nonlocals if inspect.isfunction(function) else vars_of(function)
    flatten(name, inside, found)
    if not str(getattr(function, "__module__", "")).startswith(("gan_utils.", "keras.")):
        flatten(f"{name} code", _code(function), found)


def vars_of(thing):
    """Return the attributes of an object that is called like a function, where it has any."""
    return dict(getattr(thing, "__dict__", {}))


def _code(function):
    """Return a hash of a function's source without comments and spacing, or None where it cannot be read."""
    try:
        source = ast.unparse(ast.parse(textwrap.dedent(inspect.getsource(function))))
    except (OSError, TypeError, SyntaxError):
        return None
    return hashlib.sha256(source.encode()).hexdigest()[:16]


def differences(here, there, most=6):
    """Return sentences' parts that name what differs between two descriptions, at most `most` and a count.

    >>> differences({"n_critic": 1, "loss": "hinge"}, {"n_critic": 5, "loss": "hinge"})
    ['n_critic is 1 here, 5 in the checkpoint']

    A setting that is off here, and that the checkpoint's version of the course did not have, is no difference:

    >>> differences({"loss": "hinge", "share_fakes": False}, {"loss": "hinge"})
    []
    """
    new = {name for name, value in here.items() if name not in there and not value}
    names = [name for name in {**there, **here} if here.get(name) != there.get(name) and name not in new]
    found = [f"{name} is {here.get(name)} here, {there.get(name)} in the checkpoint" for name in names[:most]]
    return found + ([f"and {len(names) - most} more"] if len(names) > most else [])
