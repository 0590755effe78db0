"""A network as a row of boxes: the shape that each layer makes, and the layer's name on the arrow to it."""

import math
from typing import NamedTuple

import matplotlib.pyplot as plt

from gan_utils.plotting.style import COLOURS

MAP, VECTOR = COLOURS["sky"], COLOURS["orange"]
_SHORT = {
    "Conv1D": "Conv",
    "Conv2D": "Conv",
    "Conv1DTranspose": "ConvT",
    "Conv2DTranspose": "ConvT",
    "BatchNormalization": "batch norm",
    "LayerNormalization": "layer norm",
    "GroupNormalization": "group norm",
    "SpectralNormalization": "spectral norm",
    "relu": "ReLU",
    "leaky_relu": "LeakyReLU",
}
_NAME, _NOTE, _SHAPE = 8.5, 7.5, 8.5  # sizes in points
_SMALLEST, _LARGEST = 5.0, 1.2  # points that letters never go below; how much a short network is drawn larger
_CHARACTER = 0.62 / 72  # inches a point of size that a character takes, on average a little less
_ARROW = 0.5  # inches that the shortest arrow and the air beside it take


class Step(NamedTuple):
    """One arrow and the box it leads to: the layer's words, small words for what follows it, the shape, weights."""

    name: str
    notes: tuple
    shape: tuple
    parameters: int


def plot_network(model, *, parameters=False, ax=None):
    """Draw a network of one path: a box for each shape, an arrow for each layer that makes a new one.

    A map's box is as high as the map's side and as wide as the logarithm of its channels; a vector is a thin bar, as
    high as the logarithm of its length. Activations and normalisation stand in small letters under the arrow of the
    layer that they follow. Read from left to right; ten inches hold about eight boxes.

    Args:
        model: a built `keras.Model` with one path from one input to one output, `Sequential` or functional.
        parameters: whether to write the number of parameters under each arrow that has any.

    Raises:
        ValueError: for a model that is not built, has several inputs or outputs, or joins branches.

    >>> import keras
    >>> model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(32, 4, 2, "same")])
    >>> ax = plot_network(model)
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['28×28×1', 'Conv 4×4,\\nstride 2', '14×14×32']
    """
    steps = network_steps(model)
    ax = ax or plt.gca()
    notes = [_notes(step, parameters) for step in steps]
    boxes = [_box(step.shape, steps) for step in steps]
    gaps = [_gap(step, words) for step, words in zip(steps[1:], notes[1:], strict=True)]
    margin = 0.35
    inches = ax.get_window_extent().width / ax.figure.dpi
    total = sum(width for width, _ in boxes) + sum(gaps) + 2 * margin
    scale = min(_LARGEST, inches / total)
    x = margin + max(0.0, inches / scale - total) / 2  # a short network stands in the middle
    for i, (step, (width, height)) in enumerate(zip(steps, boxes, strict=True)):
        if i:
            _draw_arrow(ax, x, x + gaps[i - 1], step.name, notes[i], scale)
            x += gaps[i - 1]
        face = MAP if len(step.shape) > 1 else VECTOR
        ax.add_patch(plt.Rectangle((x, -height / 2), width, height, fc=face, ec="black", lw=1))
        _words(ax, x + width / 2, -0.5, -4, words_of_shape(step.shape), _SHAPE * scale, "black")
        x += width
    ax.set(xlim=(0, max(total, inches / scale)), ylim=(-0.62, 0.54))
    ax.set_axis_off()
    return ax


def network_steps(model):
    """Return the `Step`s of a model of one path, the first of which is its input with an empty name.

    Layers with weights of a kernel or units, and those that change the shape, make a step; a resize joins the step
    after it, everything else the step before.

    >>> import keras
    >>> model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, "relu"), keras.layers.Dropout(0.5)])
    >>> [tuple(step) for step in network_steps(model)]
    [('', (), (8,), 0), ('Dense', ('ReLU', 'dropout 0.5'), (4,), 36)]
    """
    layers = _path(model)
    steps = [Step("", (), tuple(model.inputs[0].shape[1:]), 0)]
    waiting = ()  # of a resize, for the convolution after it
    for i, layer in enumerate(layers):
        shape, before = tuple(layer.output.shape[1:]), steps[-1]
        inner = getattr(layer, "layer", layer)  # a wrapper such as spectral normalisation holds the layer itself
        if _kind(inner).startswith("UpSampling") and i + 1 < len(layers):
            waiting = (*waiting, _name(inner))
        elif _makes_a_step(inner, before.shape, shape) or waiting:
            wrapper = (_SHORT.get(_kind(layer), _kind(layer)),) if inner is not layer else ()
            name = ",\n".join((*waiting, _name(inner)))
            steps.append(Step(name, wrapper + _own_activation(inner), shape, layer.count_params()))
            waiting = ()
        else:
            total = before.parameters + layer.count_params()
            steps[-1] = Step(before.name, (*before.notes, _name(inner)), shape, total)
    return steps


def words_of_shape(shape):
    """Write a shape as in the pictures.

    >>> words_of_shape((7, 7, 64)), words_of_shape((128,)), words_of_shape((None, 16))
    ('7×7×64', '128', '?×16')
    """
    return "×".join("?" if side is None else str(side) for side in shape) or "1"


def _path(model):
    """Return the layers of a model after its input, or refuse one that is no single path."""
    name = getattr(model, "name", "this model")
    inputs, outputs = getattr(model, "inputs", None), getattr(model, "outputs", None)
    if not inputs:
        raise ValueError(f"{name} has no shapes yet: give it a keras.Input as its first layer, then draw it")
    for what, tensors in (("inputs", inputs), ("outputs", outputs)):
        if len(tensors) > 1:
            raise ValueError(
                f"plot_network draws one path from one input to one output, and {name} has {len(tensors)} {what}: "
                "draw a part of it that has one of each"
            )
    layers = [layer for layer in model.layers if _kind(layer) != "InputLayer"]
    for layer in layers:
        if isinstance(layer.input, (list, tuple)) and len(layer.input) > 1:
            raise ValueError(
                f"plot_network draws one path, and branches of {name} meet in its layer {layer.name}: "
                "draw a part of it without branches"
            )
    return layers


def _kind(layer):
    return type(layer).__name__


def _makes_a_step(layer, before, after):
    if hasattr(layer, "pool_size"):
        return False
    return hasattr(layer, "units") or hasattr(layer, "kernel_size") or hasattr(layer, "layers") or before != after


def _name(layer):
    """Return the words for a layer: its short name, then kernel and stride, slope, rate, or function."""
    kind = _kind(layer)
    if hasattr(layer, "layers"):  # a model inside the model
        return layer.name
    if hasattr(layer, "kernel_size"):
        words = f"{_SHORT.get(kind, kind)} {words_of_shape(layer.kernel_size)}"
        if set(layer.strides) == {1}:
            return words
        stride = layer.strides[0] if len(set(layer.strides)) == 1 else words_of_shape(layer.strides)
        return f"{words},\nstride {stride}"
    if kind.startswith("UpSampling"):
        factor = layer.size[0] if isinstance(layer.size, (list, tuple)) else layer.size
        return f"resize ×{factor}"
    if hasattr(layer, "pool_size"):
        size = layer.pool_size
        return f"{'mean' if 'Average' in kind else 'max'} pool {size[0] if isinstance(size, (list, tuple)) else size}"
    if kind == "LeakyReLU":
        return f"LeakyReLU {float(layer.negative_slope):.2g}"
    if kind == "Dropout":
        return f"dropout {layer.rate:.2g}"
    if kind == "Activation":
        return _function(layer)
    return _SHORT.get(kind, kind)


def _own_activation(layer):
    """Return the activation that a layer applies itself, as (word,), or ()."""
    word = _function(layer)
    return () if word == "linear" or _kind(layer) == "Activation" else (word,)


def _function(layer):
    word = getattr(getattr(layer, "activation", None), "__name__", "linear")
    return _SHORT.get(word, word)


def _notes(step, parameters):
    return (*step.notes, f"{step.parameters:,}") if parameters and step.parameters else step.notes


def _box(shape, steps):
    """Return (width in inches, height as a share of the largest) of the box of a shape."""
    if len(shape) > 1:
        sides = [step.shape[0] or 1 for step in steps if len(step.shape) > 1]
        return 0.08 + 0.055 * math.log2((shape[-1] or 1) + 1), max(0.04, (shape[0] or 1) / max(sides))
    lengths = [step.shape[0] or 1 for step in steps if len(step.shape) == 1 and step.shape]
    length = (shape[0] if shape else 1) or 1
    return 0.1, 0.08 + 0.92 * math.log2(length + 1) / math.log2(max([*lengths, 1]) + 1)


def _gap(step, notes):
    """Return the inches between two boxes, from the longest line that stands there."""
    lines = [(line, _NAME) for line in step.name.split("\n")] + [(line, _NOTE) for line in notes]
    return max(_ARROW, 0.16 + max((len(line) * size * _CHARACTER for line, size in lines), default=0))


def _draw_arrow(ax, start, end, name, notes, scale):
    style = {"arrowstyle": "-|>", "color": "black", "lw": 1, "mutation_scale": 9, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", xy=(end - 0.05, 0), xytext=(start + 0.05, 0), arrowprops=style)
    _words(ax, (start + end) / 2, 0, 5, name, _NAME * scale, "black")
    if notes:
        _words(ax, (start + end) / 2, 0, -5, "\n".join(notes), _NOTE * scale, "0.25")


def _words(ax, x, y, points, words, size, colour):
    """Write words a few points above (or, if negative, below) a place."""
    ax.annotate(
        words,
        (x, y),
        xytext=(0, points),
        textcoords="offset points",
        ha="center",
        va="bottom" if points > 0 else "top",
        fontsize=max(_SMALLEST, size),
        color=colour,
        linespacing=1.15,
    )
