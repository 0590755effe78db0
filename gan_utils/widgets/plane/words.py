"""What the plane laboratory says: its line, its alt texts and its labels."""

import numpy as np

LAYERS = {
    "real": "real points",
    "fakes": "fakes",
    "field": "D’s field",
    "manifold": "grid of z",
    "arrows": "gradients on fakes",
}
PENALTIES = {"gradient_penalty": "gradient penalty", "r1": "R1", "r2": "R2"}
COLUMNS = (
    ("data", "loss", "penalty", "penalty_weight"),
    ("g_rate", "d_rate", "n_generator", "n_critic"),
    ("optimizer", "stage", "noise", "depth", "units"),
)
PHASES = (
    "",
    "1 of 4: G turns noise into fakes",
    "2 of 4: D sees real points and fakes, and moves",
    "3 of 4: G asks D: the arrows say where to",
    "4 of 4: G moves, and its fakes with it",
)


def _number(value):
    return f"{value:.2f}" if np.isfinite(value) else "unknown"


def line(playing, steps, numbers, phase, points):
    """Return the state in a sentence.

    Args:
        playing: whether it plays.
        steps: how many were taken.
        numbers: the newest of "D", "G" and "JS", nan where there is none.
        phase: of slow motion, 1 to 4, or 0.
        points: how many real points there are.

    >>> line(False, 0, {}, 0, 0)
    'Nothing is drawn yet: hold the mouse button and draw in the picture, or use the arrow keys and Space.'
    """
    if not points:
        return "Nothing is drawn yet: hold the mouse button and draw in the picture, or use the arrow keys and Space."
    if phase:
        return f"Slow motion, step {steps:,}. {PHASES[phase]}."
    if not steps:
        return "Ready, at step 0: Play starts it, One step takes a single step."
    d, g, js = (_number(numbers[name]) for name in ("D", "G", "JS"))
    doing = "Playing" if playing else "Paused"
    return f"{doing} at step {steps:,}: D’s loss {d}, G’s loss {g}, JS distance {js} (0 to 0.69)."


def _cloud(points):
    if not np.isfinite(points).all():
        return "scattered to infinity"
    x, y = np.round(points.mean(axis=0), 1) + 0.0
    return f"around ({x:.1f}, {y:.1f}), spread {points.std(axis=0).mean():.1f}"


def alt(data, points, look, layers):
    """Return what the picture shows now.

    Args:
        data: what the data are called.
        points: the real ones, shape (n, 2), n may be 0.
        look: a `training.plane.Look`.
        layers: what of it is shown.
    """
    parts = []
    if "real" in layers:
        parts.append(f"real points ({data}) {_cloud(points)}" if len(points) else "no real points yet")
    if "fakes" in layers:
        parts.append(f"fakes {_cloud(look.fakes)}")
    if "field" in layers:
        low, high = look.field.min(), look.field.max()
        parts.append(f"D’s field, σ(D) from {low:.2f} to {high:.2f}, {np.mean(look.field > 0.5):.0%} of it above ½")
    if "manifold" in layers:
        low, high = look.manifold.reshape(-1, 2).min(axis=0), look.manifold.reshape(-1, 2).max(axis=0)
        parts.append(f"the grid of z from ({low[0]:.1f}, {low[1]:.1f}) to ({high[0]:.1f}, {high[1]:.1f})")
    if "arrows" in layers:
        length = np.median(np.linalg.norm(look.pushes, axis=1))
        parts.append(f"arrows for the push on fakes, {length:.2f} in the median")
    return f"The plane: {'; '.join(parts) or 'nothing is shown'}."


def curves(losses, divergences):
    """Return what the two charts show, a sentence each."""
    d, g = (_number(losses.last(name)) for name in ("D", "G"))
    kl, js = (_number(divergences.last(name)) for name in ("KL", "JS"))
    return [
        f"Both losses by step: D’s now {d}, G’s now {g}.",
        f"Distance of the two clouds by step: KL now {kl}, JS now {js}.",
    ]
