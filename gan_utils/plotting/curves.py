"""Pictures of curves: losses and probabilities by step, means over seeds, distances by the size of the sample."""

import functools

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

from gan_utils.plotting.style import COLOURS, DISCRIMINATOR, FAKE, REAL, legend_below

GENERATOR = COLOURS["green"]
_CURVES = {
    "d_loss": ("D: real + fake", DISCRIMINATOR),
    "d_real_term": ("D on real", REAL),
    "d_fake_term": ("D on generated", FAKE),
    "g_loss": ("G", GENERATOR),
}
_ORDER = ("blue", "vermilion", "green", "orange", "purple", "sky", "black")
_STYLES = ("-", "--", "-.", ":")


def plot_losses(history, loss="non_saturating", smooth=1, terms=False, ax=None):
    """Draw both players' losses by step, with dotted lines where they would be at equilibrium.

    At equilibrium the generated distribution is the real one, so D gives every image the same output c, the one
    that minimises its loss. The lines are computed from the loss itself at c; a curve whose value there is not
    decided by the loss (a Wasserstein critic may add any constant) has none.

    Args:
        history: what `GAN.fit` returned, or a dictionary of per-step lists with the keys d_real_term,
            d_fake_term and g_loss.
        loss: the loss it was trained with, a name in `losses.LOSSES` or a `GANLoss`.
        smooth: steps in the centred moving average; above 1, the values themselves stay as a pale line behind it.
        terms: whether to draw D's two terms apart instead of their sum.

    Raises:
        ValueError: when a key is missing, the lists have different lengths, or the loss is unknown.
    """
    ax = ax or plt.gca()
    steps = _steps(history, ("d_real_term", "d_fake_term", "g_loss"))
    steps["d_loss"] = steps["d_real_term"] + steps["d_fake_term"]
    keys = ("d_real_term", "d_fake_term", "g_loss") if terms else ("d_loss", "g_loss")
    for key in keys:
        label, colour = _CURVES[key]
        _curve(ax, steps[key], smooth, label, colour)
    levels = equilibrium(loss)
    for value in sorted({round(levels[key], 6) for key in keys if key in levels}, reverse=True):
        there = [key for key in keys if key in levels and round(levels[key], 6) == value]
        colour = _CURVES[there[0]][1] if len(there) == 1 else "grey"
        names = " and ".join(_CURVES[key][0].split(":")[0] for key in there) if len(there) < 3 else "each"
        ax.axhline(value, color=colour, ls=":", lw=1.5, label=f"{names} at equilibrium: {value:.3f}")
    ax.set(xlabel="step", ylabel="loss")
    legend_below(ax)
    return ax


def plot_terms(history, keys, smooth=1, unit="nats a sample", ax=None):
    """Draw some entries of a history by step, such as the terms of a variational autoencoder's bound.

    Args:
        history: what `fit` returned, or a dictionary of per-step lists.
        keys: names in it, at most as many as there are colours, seven.
        smooth: steps in the centred moving average; above 1, the values themselves stay as a pale line behind it.
        unit: of the values, for the axis.

    Raises:
        ValueError: when a key is missing, or the lists have different lengths.
    """
    ax = ax or plt.gca()
    for (key, values), colour in zip(_steps(history, keys).items(), _ORDER, strict=False):
        _curve(ax, values, smooth, key, COLOURS[colour])
    ax.set(xlabel="step", ylabel=unit)
    legend_below(ax)
    return ax


def plot_probabilities(history, smooth=1, ax=None):
    """Draw the mean of σ(D(x)) and of σ(D(G(z))) by step, with the line at ½ where D cannot tell.

    σ of an output is a probability only for the losses made of log σ (minimax, non-saturating).

    Args:
        history: what `GAN.fit` returned, or a dictionary of per-step lists with the keys d_x and d_g_z, each
            value in [0, 1].
        smooth: steps in the centred moving average; above 1, the values themselves stay as a pale line behind it.

    Raises:
        ValueError: when a key is missing, the lists have different lengths, or a value is not in [0, 1].
    """
    ax = ax or plt.gca()
    steps = _steps(history, ("d_x", "d_g_z"))
    for key, label, colour in (
        ("d_x", "mean σ(D(x)), real", REAL),
        ("d_g_z", "mean σ(D(G(z))), generated", FAKE),
    ):
        outside = steps[key][(steps[key] < 0) | (steps[key] > 1)]
        if len(outside):
            raise ValueError(f"{key} must hold probabilities in [0, 1], got {outside[0]:.3g}; take σ of the logits")
        _curve(ax, steps[key], smooth, label, colour)
    ax.axhline(0.5, color="grey", ls=":", lw=1.5, label="D cannot tell: 0.5")
    ax.set(xlabel="step", ylabel="probability of real", ylim=(-0.02, 1.02))
    legend_below(ax)
    return ax


def plot_curves(curves, ylabel, xlabel="steps of the generator", log=False, ax=None):
    """Draw the mean over seeds of each curve, with a thin line for each seed; colours and dashes both differ.

    Args:
        curves: dictionary of name → (steps, values), values of shape (seeds, steps) or (steps,).
        ylabel, xlabel: of the axes.
        log: whether the values go on a logarithmic scale, with ticks at 1, 2 and 5.

    Raises:
        ValueError: when there are no curves, or a curve's values do not fit its steps.
    """
    ax = ax or plt.gca()
    if not curves:
        raise ValueError("there are no curves to draw: pass {name: (steps, values)}")
    for place, (name, (steps, values)) in enumerate(curves.items()):
        values = np.atleast_2d(np.asarray(values, np.float64))
        if values.ndim != 2 or values.shape[1] != len(steps):
            raise ValueError(
                f"the curve {name!r} has {len(steps)} steps, so its values need shape (seeds, {len(steps)}), "
                f"got {values.shape}"
            )
        colour, style = COLOURS[_ORDER[place % len(_ORDER)]], _STYLES[place % len(_STYLES)]
        if len(values) > 1:
            ax.plot(steps, values.T, color=colour, ls=style, lw=0.6, alpha=0.5)
        ax.plot(steps, values.mean(axis=0), color=colour, ls=style, lw=2.2, label=name)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if log:
        ax.set_yscale("log")
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        ax.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        ax.yaxis.set_minor_formatter(NullFormatter())
    legend_below(ax)
    return ax


def plot_sample_size(sizes, curves, truth=None, truth_name="true value", ax=None):
    """Draw a distance against the sample size: a mean, a band of one standard deviation, a dot for each draw.

    Args:
        sizes: sample sizes, shape (k,), increasing.
        curves: dictionary of name → values, shape (k, draws).
        truth, truth_name: where endless samples would stand (None when unknown), and what the legend calls it.

    Raises:
        ValueError: when a curve does not have one row a size.
    """
    ax = ax or plt.gca()
    sizes = np.asarray(sizes)
    colours = [COLOURS[name] for name in ("vermilion", "blue", "green", "purple")]
    if truth is not None:
        ax.axhline(truth, color="grey", ls=":", lw=1.2, label=truth_name)
    for i, (name, values) in enumerate(curves.items()):
        values = np.asarray(values, np.float64)
        if values.ndim != 2 or len(values) != len(sizes):
            raise ValueError(f"{name!r} needs values of shape ({len(sizes)}, draws), got {values.shape}")
        mean, spread = values.mean(axis=1), values.std(axis=1, ddof=1) if values.shape[1] > 1 else 0.0
        colour = colours[i % len(colours)]
        ax.fill_between(sizes, mean - spread, mean + spread, color=colour, alpha=0.2, lw=0)
        ax.plot(np.repeat(sizes, values.shape[1]), values.ravel(), ".", ms=4, color=colour, alpha=0.5)
        ax.plot(sizes, mean, "-o", ms=5, color=colour, label=name)
    ax.set_xscale("log")
    ax.set_xticks(sizes, [f"{n:,}" for n in sizes])
    ax.minorticks_off()
    ax.set_xlabel("n, pictures on each side")
    legend_below(ax)
    return ax


@functools.lru_cache
def equilibrium(loss):
    """Return what each curve of `plot_losses` reads at equilibrium, where D gives every image the same output.

    D's output there is the constant c that minimises its loss, real_term(c) + fake_term(c). Where several do, a
    curve on which they disagree is left out.

    Args:
        loss: a name in `losses.LOSSES` or a `GANLoss`.

    Returns:
        Dictionary with some of d_loss, d_real_term, d_fake_term and g_loss, each a float.

    >>> {key: round(value, 4) for key, value in equilibrium("non_saturating").items()}
    {'d_loss': 1.3863, 'd_real_term': 0.6931, 'd_fake_term': 0.6931, 'g_loss': 0.6931}
    >>> equilibrium("hinge")
    {'d_loss': 2.0}
    """
    from scipy.optimize import minimize_scalar

    from gan_utils import losses  # TensorFlow, which the other pictures do without

    pair = losses.get(loss)

    def at(c):
        logits = np.full((1, 1), c, np.float64)
        real, fake = (float(term) for term in pair.discriminator(logits, logits))
        generator = float(pair.generator(logits))
        return {"d_loss": real + fake, "d_real_term": real, "d_fake_term": fake, "g_loss": generator}

    least = minimize_scalar(lambda c: at(c)["d_loss"], bounds=(-8, 8), method="bounded", options={"xatol": 1e-7}).x
    best = at(least)
    ties = [at(c) for c in (least - 0.25, least + 0.25)]
    ties = [tie for tie in ties if abs(tie["d_loss"] - best["d_loss"]) < 1e-6]
    return {key: value for key, value in best.items() if all(abs(tie[key] - value) < 1e-6 for tie in ties)}


def _steps(history, keys):
    """Return the lists of a history as float arrays of the same length."""
    steps = getattr(history, "history", history)
    missing = [key for key in keys if key not in steps]
    if missing:
        raise ValueError(f"the history lacks {', '.join(missing)}; it has {', '.join(steps) or 'nothing'}")
    arrays = {key: np.asarray(steps[key], np.float64) for key in keys}
    lengths = {key: values.shape for key, values in arrays.items()}
    if len(set(lengths.values())) > 1 or any(len(shape) != 1 for shape in lengths.values()):
        raise ValueError(f"the history needs one number a step in each list, got shapes {lengths}")
    return arrays


def moving_average(values, window):
    """Average over a centred window that is cut at both ends; values that are not finite are left out.

    Args:
        values: shape (n,).
        window: steps, at least 1; an even window counts one more, so that it has a middle.

    Returns:
        float64, shape (n,); NaN where a window holds no finite value.

    >>> moving_average([0.0, 3.0, 6.0, 0.0], 3).tolist()
    [1.5, 3.0, 3.0, 3.0]
    """
    values, half = np.asarray(values, np.float64), int(window) // 2
    finite = np.isfinite(values)
    total = np.concatenate([[0.0], np.cumsum(np.where(finite, values, 0.0))])
    count = np.concatenate([[0], np.cumsum(finite)])
    index = np.arange(len(values))
    start, stop = np.maximum(index - half, 0), np.minimum(index + half + 1, len(values))
    n = count[stop] - count[start]
    return np.where(n > 0, (total[stop] - total[start]) / np.maximum(n, 1), np.nan)


def _curve(ax, values, smooth, label, colour):
    step = np.arange(1, len(values) + 1)
    if smooth > 1:
        ax.plot(step, values, color=colour, alpha=0.25, lw=0.8)
        ax.plot(step, moving_average(values, smooth), color=colour, lw=1.8, label=label)
    else:
        ax.plot(step, values, color=colour, lw=1.2, label=label)
