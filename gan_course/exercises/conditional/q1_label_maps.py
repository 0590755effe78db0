"""Exercise 1 of notebook 04: label maps beside an image."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "04_conditional_gan",
    1,
    "the label map, joined to the image",
    ["join_labels"],
    points=2,
    why="A wrong map has the right shape and still trains, so only its values could tell you.",
    hints=[
        "Channel k of the maps is 1 everywhere when the label is k, and 0 otherwise. Which shape do the maps have "
        "for n images?",
        "Two ways: start from zeros and set one channel of each image; or take one-hot rows, shape (n, n_classes), "
        "and give them the two axes that they lack, so that they broadcast over height and width.",
        "`maps = np.zeros((*images.shape[:3], ____))`, then either `maps[____, :, :, ____] = 1` or `maps + ____[:, "
        "None, None, :]`; last comes `np.concatenate([____], axis=____)`.",
    ],
)


def _join_slips(images, labels, n_classes):
    """Return what the usual mistakes give."""
    n, height, width, _ = images.shape
    one_hot = np.eye(n_classes)[labels]
    maps = np.zeros((n, height, width, n_classes)) + one_hot[:, None, None, :]
    repeated = np.repeat(one_hot, height * width).reshape(n, height, width, n_classes)
    number = np.zeros((n, height, width, 1)) + labels[:, None, None, None]
    shifted = np.roll(maps, 1, axis=-1)
    bug = (
        "This is the slip of section 2: repeating without an axis repeats every *number*, so the label becomes a "
        "stripe through all channels. Give each pixel the whole one-hot vector."
    )
    return [
        (np.concatenate([images, repeated], -1), bug),
        (np.concatenate([maps, images], -1), "The image's own channels come first, then the maps."),
        (maps, "These are the maps alone; join them to the image."),
        (
            np.concatenate([images, maps * images[..., :1]], -1),
            "The maps are 1 where the label is, not the image there.",
        ),
        (np.concatenate([images, 2 * maps - 1], -1), "A map is 0 where the label is not, not −1."),
        (
            np.concatenate([images, number], -1),
            "This is the label as a number; its size means nothing. Use one channel for each class.",
        ),
        (np.concatenate([images, shifted], -1), "The lit channel is one too far: classes count from 0."),
        (
            np.concatenate([images, np.roll(maps, -1, -1)], -1),
            "The lit channel is one too early: classes count from 0.",
        ),
        (
            np.concatenate([images, np.zeros_like(maps) + one_hot.mean(0)], -1),
            "Every image gets the batch's mean label; each has its own.",
        ),
        (
            np.concatenate([images, np.zeros_like(maps) + one_hot[:1, None, None, :]], -1),
            "Every image gets the label of the first; each has its own.",
        ),
    ]


@q1.check_with
def _by_values(join_labels, rng):
    for n, height, width, channels, n_classes in ((1, 1, 2, 1, 3), (3, 2, 3, 1, 4), (5, 4, 4, 3, 10)):
        images = draw(rng, -0.9, 0.9, n, height, width, channels)
        labels = rng.permutation(np.arange(n) % n_classes + int(n == 1)).astype(np.int32)
        maps = np.zeros((n, height, width, n_classes)) + np.eye(n_classes)[labels][:, None, None, :]
        expect(
            join_labels(images, labels, n_classes),
            np.concatenate([images, maps], axis=-1),
            "After the image's own channels, channel k should be 1 everywhere when the label is k, and else 0.",
            slips=lambda images=images, labels=labels, n=n_classes: _join_slips(images, labels, n),
        )
