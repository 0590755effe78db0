"""Exercise 1 of notebook 17: what is cut off when a picture fills a frame."""

from gan_course.exercises.asking import expect_each
from gan_course.exercises.base import Exercise

q1 = Exercise(
    "17_your_own_pictures",
    1,
    "what is cut off",
    ["crop_box"],
    points=2,
    why="Whatever lies outside this box no sample will ever show: look at it before you train.",
    hints=[
        "Only one pair of sides is cut. Which one: is the picture too wide for the frame, or too high?",
        "Too wide means width / height > wide / high. Then the whole height stays; how wide is a box of that height?",
        "`if width * high > wide * height:` the box has the sides ____ and height, else width and ____; its left is "
        "half of what is over, `(width - ____) / 2`, and so on.",
    ],
)


def _box(width, height, wide, high):
    scale = min(width / wide, height / high)
    w, h = wide * scale, high * scale
    return [(width - w) / 2, (height - h) / 2, (width + w) / 2, (height + h) / 2]


def _formula(width, height, wide, high):
    """Return the box, and what the usual mistakes give."""
    left, top, right, bottom = want = _box(width, height, wide, high)
    turned = _box(width, height, high, wide)
    scale = max(width / wide, height / high)
    w, h = wide * scale, high * scale
    outside = [(width - w) / 2, (height - h) / 2, (width + w) / 2, (height + h) / 2]
    return want, [
        (
            [left, top, right - left, bottom - top],
            "The last two are width and height of the box; give right and bottom.",
        ),
        ([0.0, 0.0, right - left, bottom - top], "The box lies in the top left corner; put it in the middle."),
        (
            outside,
            "This box sticks out of the picture, as when a margin is added; the largest box *inside* is asked for.",
        ),
        ([top, left, bottom, right], "The order is (left, top, right, bottom); here rows come first."),
        (turned, "The frame's sides have changed places: `wide` belongs to the width."),
        ([0.0, 0.0, width, height], "This is the whole picture, which would be stretched."),
        (
            [2 * left, 2 * top, right + left, bottom + top],
            "All that is over is cut off on one side; half goes on each.",
        ),
    ]


@q1.check_with
def _boxes(crop_box, rng):
    cases = [(100, 60, 1, 1), (60, 100, 1, 1)]
    for _ in range(4):
        width, height = (int(side) for side in rng.integers(40, 200, 2))
        wide, high = (int(side) for side in rng.choice([(2, 3), (3, 2), (16, 9), (5, 7)]))
        cases.append((width + 200, height, wide, high))
        cases.append((width, height + 200, wide, high))
    expect_each(
        crop_box,
        cases,
        _formula,
        "The box has the shape of the frame, touches two sides of the picture, and lies in its middle.",
    )
