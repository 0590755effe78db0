"""Exercise 3 of notebook 04: recall, class by class."""

import numpy as np

from gan_course.exercises.asking import expect
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "04_conditional_gan",
    3,
    "recall, class by class",
    ["per_class_recall"],
    points=2,
    why="An agreement of 95% can hide a class that always fails; ten recalls cannot.",
    hints=[
        "Which class does the classifier recognise in a row of probabilities? Compare it with the class that was "
        "asked for.",
        "For class k look only at the rows that *asked* for k; the share of those that were met is a mean. What is "
        "the mean of no rows, and what does NumPy say while it computes that?",
        "`met = ____ == asked`, then for each class `met[____].mean()` where `(____).any()`, and `np.nan` elsewhere.",
    ],
)


def _recall(probabilities, asked, n_classes):
    seen = probabilities.argmax(axis=1)
    shares = [np.mean(seen[asked == k] == k) if np.any(asked == k) else np.nan for k in range(n_classes)]
    return np.array(shares)


def _recall_slips(probabilities, asked, n_classes):
    """Return what the usual mistakes give."""
    right, seen = _recall(probabilities, asked, n_classes), probabilities.argmax(axis=1)
    counts = np.array([np.sum((seen == k) & (asked == k)) for k in range(n_classes)])
    mean = [probabilities[asked == k, k].mean() if np.any(asked == k) else np.nan for k in range(n_classes)]
    half = [np.mean(probabilities[asked == k, k] > 0.5) if np.any(asked == k) else np.nan for k in range(n_classes)]
    never = "A class that was never requested has no share: `nan`, and not "
    overall = np.mean(seen == asked)
    return [
        (np.nan_to_num(right, nan=0.0), never + "0, which would read as total failure."),
        (np.nan_to_num(right, nan=1.0), never + "1."),
        (right[~np.isnan(right)], never + "a missing entry: the result has one number for each class."),
        (half, "A request is met when its class is the most probable; it need not reach one half."),
        (
            counts / np.bincount(seen, minlength=n_classes),
            "This is precision, the share of what was *recognised* as k; divide by the requests for k.",
        ),
        (mean, "This is the mean probability; count a request as met when its class is the most probable."),
        (counts / len(asked), "This divides by all requests; divide by the requests for that class."),
        (counts, "These are counts; divide by the requests for each class."),
        (overall, "This is one share over all classes."),
        (
            np.full(n_classes, overall),
            "This is the share over all classes, repeated; look at each class's requests alone.",
        ),
    ]


def _case(rng, n, n_classes, missing):
    """Return probabilities and requests, for every class but `missing`, on which no known mistake is right."""
    wanted = n_classes - (missing is not None)
    while True:
        asked = rng.integers(0, n_classes, n)
        asked = np.where(asked == missing, 0, asked) if missing is not None else asked
        likes_asked = 0.35 * np.eye(n_classes)[asked]  # right somewhat more often than not
        weights = rng.uniform(0.05, 1.0, (n, n_classes)) + likes_asked
        probabilities = (weights / weights.sum(1, keepdims=True)).astype(np.float32)
        right = _recall(probabilities, asked, n_classes)
        with np.errstate(all="ignore"):
            # of the first four, the last is right where there are two classes
            wrong = [np.asarray(value) for value, _ in _recall_slips(probabilities, asked, n_classes)[4:]]
        lucky = any(one.shape == right.shape and np.allclose(one, right, equal_nan=True) for one in wrong)
        if len(np.unique(asked)) == wanted and not lucky:
            return probabilities, asked


@q3.check_with
def _shares(per_class_recall, rng):
    for n, n_classes, missing in ((5, 2, None), (60, 4, None), (40, 5, 3)):
        probabilities, asked = _case(rng, n, n_classes, missing)
        expect(
            per_class_recall(probabilities, asked.astype(np.int32), n_classes),
            _recall(probabilities, asked, n_classes),
            "Of the rows that asked for k, which share has its largest probability at k?",
            slips=lambda p=probabilities, a=asked, n=n_classes: _recall_slips(p, a, n),
        )
