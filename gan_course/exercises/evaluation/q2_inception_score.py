"""Exercise 2 of notebook 06: the inception score, from logits."""

import numpy as np

from gan_course.exercises.asking import draw, expect, parts
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "06_evaluating_gans",
    2,
    "the inception score, as it is published",
    ["inception_from_logits"],
    points=2,
    why="Published scores are means over ten splits, each with an average of its own; a split lowers the score, so "
    "compare only scores of equal n and splits.",
    hints=[
        "First softmax, row by row; subtract the row's largest logit before `exp`, so that nothing overflows.",
        "Cut the rows into `splits` equal parts in order (`np.split`). For each part: its own average, the KL "
        "divergence of each row from it, their mean, then `exp`.",
        "A skeleton: `p = np.exp(logits - ____)`, `p = p / ____`, then "
        "`scores = [np.exp(rel_entr(part, ____).sum(axis=____).____) for part in np.split(____, splits)]`.",
    ],
)


def _softmax(x):
    p = np.exp(x - x.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True)


def _kl(p, q):
    """Mean over the rows of KL(p‖q), with 0·log 0 = 0."""
    safe = np.where(p > 0, p, 1.0)
    return float((p * np.log(safe / np.where(p > 0, q, 1.0))).sum(axis=1).mean())


def _split_scores(p, splits):
    return [np.exp(_kl(part, part.mean(axis=0))) for part in np.split(p, splits)]


def _score_slips(logits, splits):
    """Return what the usual mistakes give."""
    p = _softmax(logits)
    groups = np.split(p, splits)
    scores = _split_scores(p, splits)
    whole = np.exp(_kl(p, p.mean(axis=0)))
    mixed = [np.exp(_kl(part, p.mean(axis=0))) for part in groups]
    turned = [np.exp(_kl(np.broadcast_to(part.mean(axis=0), part.shape), part)) for part in groups]
    striped = _split_scores(np.concatenate([p[i::splits] for i in range(splits)]), splits)
    bits = np.exp(np.array([_kl(part, part.mean(axis=0)) / np.log(2) for part in groups]))
    across = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum(axis=0)

    def both(values, ddof=0):
        spread = np.std(values, ddof=ddof) if len(values) > ddof else np.nan
        return np.array([np.mean(values), spread])

    return [
        (np.array([whole, 0.0]), "This is the score of all rows together; score each split first."),
        (np.array([whole, np.std(scores)]), "The mean is that of all rows together; take the mean over splits."),
        (both(scores, 1), "The spread divides by splits − 1; the published one is `np.std`, which divides by splits."),
        (both(striped), "The parts are stripes, every so many rows; cut the rows in their order (`np.split`)."),
        (np.array([np.mean(scores), np.var(scores)]), "This is the variance; `np.std` is its root."),
        (both(np.log(scores)), "This is the mean divergence: the score is `exp` of it."),
        (both(bits), "The logarithm has base 2, but `exp` has base e: take `np.log`."),
        (both(mixed), "Each split is compared with the average over *all* rows; take the split's own average."),
        (both(turned), "The divergence is the wrong way round: each row against the average, KL(p(y|x) ‖ p(y))."),
        (both(_split_scores(across, splits)), "Softmax runs over the wrong axis: each row should sum to 1."),
        (np.array([np.exp(np.mean(np.log(scores))), np.std(scores)]), "Take `exp` in each split, and then the mean."),
    ]


@q2.check_with
def _by_splits(inception_from_logits, rng):
    for n, classes, splits, size in ((2, 2, 1, 1.0), (12, 3, 3, 2.0), (60, 10, 5, 3.0)):
        logits = draw(rng, -size, size, n, classes).astype(np.float64)
        want = _split_scores(_softmax(logits), splits)
        got = np.array(parts(inception_from_logits(logits, splits), "mean", "standard deviation"))
        expect(
            got,
            np.array([np.mean(want), np.std(want)]),
            "Softmax, splits in order, exp of the mean KL divergence from the split's average; then mean and `np.std`.",
            slips=lambda x=logits, s=splits: _score_slips(x, s),
        )


@q2.check_with
def _large_logits(inception_from_logits, rng):
    logits = 2000.0 * np.eye(4)[rng.permutation(np.arange(12) % 4)] - 1000.0  # sure, and far beyond exp's range
    got = np.array(parts(inception_from_logits(logits, 1), "mean", "standard deviation"))
    message = (
        "With logits of ±1,000 every row is sure of one of 4 classes, all equally frequent: the score is 4. Subtract "
        "each row's largest logit before `exp`, and count 0·log 0 as 0."
    )
    expect(got, np.array([4.0, 0.0]), message)
