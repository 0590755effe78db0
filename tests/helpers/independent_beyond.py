"""The metrics of sound, tables and clips derived a second time: loops over samples, rows and frames."""

import cmath
import math

import numpy as np

from gan_utils import metrics


def transform(wave, frame):
    """|Σ w x e^(−2πi kt/frame)|, sum by sum, of the windows of a wave that do not overlap."""
    found = []
    for start in range(0, len(wave) - frame + 1, frame):
        part = [wave[start + t] * math.sin(math.pi * t / frame) ** 2 for t in range(frame)]  # Hann, as a square
        turn = [
            [x * cmath.exp(-2j * math.pi * k * t / frame) for t, x in enumerate(part)] for k in range(frame // 2 + 1)
        ]
        found.append([abs(sum(terms)) for terms in turn])
    return found


def spectral_distance(one, other, frame, floor):
    """The root of the mean square of decibels, window by window."""
    rows = []
    for window, twin in zip(transform(one, frame), transform(other, frame), strict=True):
        squares = [(20 * math.log10((a + floor) / (b + floor))) ** 2 for a, b in zip(window, twin, strict=True)]
        rows.append(math.sqrt(math.fsum(squares) / len(squares)))
    return math.fsum(rows) / len(rows)


def gap_of_steps(one, other):
    """The largest difference of the two shares of values up to x, tried at every x there is."""
    return max(abs(np.mean(one <= x) - np.mean(other <= x)) for x in [*one, *other])


def correlations_apart(a, b):
    """Pearson's r from its own sums, pair of columns by pair."""

    def r(x, y):
        x, y = x - x.mean(), y - y.mean()
        return (x * y).sum() / math.sqrt((x * x).sum() * (y * y).sum())

    d = a.shape[1]
    pairs = [(i, j) for i in range(d) for j in range(i)]
    return math.fsum(abs(r(a[:, i], a[:, j]) - r(b[:, i], b[:, j])) for i, j in pairs) / len(pairs)


def energy(a, b):
    """2 E‖x − y‖ − E‖x − x′‖ − E‖y − y′‖ in double loops, in deviations of a."""
    a, b = ((table - a.mean(0)) / a.std(0) for table in (a, b))
    mean = lambda x, y: math.fsum(math.dist(p, q) for p in x for q in y) / (len(x) * len(y))
    return 2 * mean(a, b) - mean(a, a) - mean(b, b)


def jerk(clip):
    """The mean length of c(t + 1) − 2c(t) + c(t − 1), centres summed pixel by pixel."""
    centres = []
    for frame in clip[..., 0].astype(float):
        terms = [(v, column, row) for row, line in enumerate(frame) for column, v in enumerate(line)]
        total = math.fsum(v for v, _, _ in terms)
        centres.append([math.fsum(v * place[i] for v, *place in terms) / total for i in range(2)])
    bends = [
        math.hypot(*(after[i] - 2 * now[i] + before[i] for i in range(2)))
        for before, now, after in zip(centres, centres[1:], centres[2:], strict=False)
    ]
    return math.fsum(bends) / len(bends)


def given():
    """Return two short waves, two tables and a clip."""
    draws = np.random.default_rng(11)
    waves = draws.uniform(-0.9, 0.9, (2, 64))
    tables = draws.normal(size=(30, 4)) @ draws.normal(size=(4, 4)), draws.normal(0.3, 1.4, (25, 4))
    return waves, tables, draws.integers(0, 256, (5, 6, 7, 1)).astype(np.uint8)


def cases():
    """Yield (metric, value, derivation)."""
    waves, (a, b), clip = given()
    ours = metrics.log_spectral_distance(waves[:1, :, None], waves[1:, :, None], frame=16, hop=16, floor=0.2)
    yield "log-spectral distance", float(ours[0]), spectral_distance(*waves, 16, 0.2)
    yield "marginal distance", metrics.marginal_distances(a, b)[1], gap_of_steps(a[:, 1], b[:, 1])
    yield "correlation distance", metrics.correlation_distance(a, b), correlations_apart(a, b)
    single = a.astype(np.float32).astype(float), b.astype(np.float32).astype(float)
    yield "energy distance", metrics.two_sample_test(*single, permutations=1).distance, energy(*single)
    yield "jerk of a clip", float(metrics.motion(clip[None], dark=0).jerk[0]), jerk(clip)


def mutants():
    """Yield (metric, what a likely slip would give)."""
    waves, (a, b), clip = given()
    yield "log-spectral distance", spectral_distance(*waves, 16, 0.2) / 2  # 10·log10 of magnitudes
    yield "log-spectral distance", spectral_distance(*waves, 16, 1e-9)  # the floor forgotten
    yield "marginal distance", abs(a[:, 1].mean() - b[:, 1].mean())
    d = a.shape[1]
    yield "correlation distance", correlations_apart(a, b) * (d - 1) / d  # the diagonal counted
    yield "energy distance", energy(a, b) / 2
    yield "energy distance", energy(b, a)  # in the other table's units
    yield "jerk of a clip", jerk(clip[::2])
