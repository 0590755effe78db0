"""`neighbour_explorer`: one sample at a time, beside the real images nearest to it."""

import numpy as np

from gan_utils.data.dataset import to_display
from gan_utils.metrics import nearest_neighbours
from gan_utils.plotting.images import image_grid
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Choice, Slider

_GAP = 8  # white pixels between the sample and its neighbours


def neighbour_explorer(sets, features, *, k=5, scale=3):
    """Show a sample and its k nearest training and held-out images; choose the training set, slide over samples.

    In the picture the sample stands on the left; to its right are its nearest training images above, and its nearest
    held-out ones below, the nearest first.

    Args:
        sets: dictionary of label → (samples, training images, held-out images), uint8 or floats in [-1, 1].
        features: function from images to features, shape (n, d), in which distances are taken.
        k: neighbours on each side, at most as many as a set has.
        scale: screen pixels for a pixel.

    Returns:
        An `Explorer` with controls "trained on" and "sample".

    Raises:
        ValueError: when there are no sets, or they differ in how many samples they hold.
    """
    counts = {len(samples) for samples, _, _ in sets.values()}
    if len(counts) != 1:
        raise ValueError(
            f"each set needs equally many samples, got {sorted(counts)}: pass {{label: (samples, train, held_out)}}"
        )
    found = {
        label: [nearest_neighbours(features(samples), features(real), k) for real in (train, held_out)]
        for label, (samples, train, held_out) in sets.items()
    }

    def draw(trained_on, sample):
        place = int(sample) - 1
        samples, *real = (to_display(images) for images in sets[trained_on])
        near = [neighbours.indices[place] for neighbours in found[trained_on]]
        away = [float(neighbours.distances[place, 0]) for neighbours in found[trained_on]]
        right = image_grid(np.concatenate([real[side][near[side]] for side in (0, 1)]), columns=k)
        left = np.full((len(right), samples.shape[2] + _GAP, right.shape[-1]), 255, np.uint8)
        top = (len(right) - samples.shape[1]) // 2
        left[top : top + samples.shape[1], : samples.shape[2]] = samples[place]
        side = "training" if away[0] < away[1] else "held-out"
        words = (
            f"Trained on {trained_on}, sample {place + 1}: {away[0]:.4g} from the nearest training image (above), "
            f"{away[1]:.4g} from the nearest held-out one (below); a {side} image is nearer."
        )
        return View(np.concatenate([left, right], axis=1), words)

    controls = {
        "trained_on": Choice("trained on", list(sets)),
        "sample": Slider("sample", 1, counts.pop(), value=1, step=1),
    }
    return Explorer(draw, controls, scale=scale)
