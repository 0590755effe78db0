"""Every metric derived a second time, by another route: loops, entropies, explicit feature maps, root finding.

`python tests/helpers/independent_metrics.py` prints the table of each metric against its derivation.
"""

import itertools
import math
from collections import Counter

import independent_beyond
import numpy as np
import scipy.integrate
import scipy.linalg
import scipy.optimize
import scipy.spatial
import scipy.stats

from gan_utils import metrics


def cloud(n, d, seed, shift=0.0, scale=1.0):
    """Correlated Gaussian features, shape (n, d)."""
    draw = np.random.default_rng(seed)
    return draw.standard_normal((n, d)) @ draw.standard_normal((d, d)) * scale + shift


def covariance(x, ddof=1):
    """The covariance, entry by entry."""
    d, mean = x.shape[1], x.mean(axis=0)
    entries = [sum((x[:, i] - mean[i]) * (x[:, j] - mean[j])) for i in range(d) for j in range(d)]
    return np.reshape(entries, (d, d)) / (len(x) - ddof)


def frechet_by_sqrtm(a, b):
    """The formula as it is written, with the root of the product that is not symmetric."""
    product = scipy.linalg.sqrtm(covariance(a) @ covariance(b)).real
    return sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(covariance(a) + covariance(b) - 2 * product)


def frechet_by_eigenvalues(a, b):
    """Tr (Σ_a Σ_b)^½ as the sum of the roots of the product's eigenvalues; covariances over n."""
    roots = np.sqrt(np.linalg.eigvals(covariance(a, 0) @ covariance(b, 0)).astype(complex)).real.sum()
    return sum((a.mean(0) - b.mean(0)) ** 2) + np.trace(covariance(a, 0) + covariance(b, 0)) - 2 * roots


def frechet_without_covariances(a, b):
    """Tr (Σ_a Σ_b)^½ = ‖A Bᵀ‖_* for the centred rows A, B over √(n − 1): no covariance, no root, any rank."""
    a0, b0 = (x - x.mean(0) for x in (a, b))
    a1, b1 = a0 / math.sqrt(len(a) - 1), b0 / math.sqrt(len(b) - 1)
    return sum((a.mean(0) - b.mean(0)) ** 2) + (a1**2).sum() + (b1**2).sum() - 2 * np.linalg.norm(a1 @ b1.T, "nuc")


def kernel(x, y):
    """(x·y/d + 1)³ with plain sums."""
    return (sum(p * q for p, q in zip(x, y, strict=True)) / len(x) + 1) ** 3


def kernel_u_statistic(a, b):
    """Four kernels for each pair of different row numbers, in a double loop."""
    pairs = itertools.permutations(range(len(a)), 2)
    terms = [kernel(a[i], a[j]) + kernel(b[i], b[j]) - kernel(a[i], b[j]) - kernel(a[j], b[i]) for i, j in pairs]
    return math.fsum(terms) / len(terms)


def kernel_unbiased(a, b):
    """Three means, in double loops."""
    within = [math.fsum(kernel(*pair) for pair in itertools.permutations(x, 2)) for x in (a, b)]
    between = math.fsum(kernel(*pair) for pair in itertools.product(a, b))
    n, m = len(a), len(b)
    return within[0] / (n * (n - 1)) + within[1] / (m * (m - 1)) - 2 * between / (n * m)


def kernel_biased(a, b):
    """‖mean φ(a) − mean φ(b)‖² with the kernel's own feature map: all monomials of degree 3 in (1, x/√d)."""

    def features(x):
        extended = np.column_stack([np.ones(len(x)), x / math.sqrt(x.shape[1])])
        triples = itertools.product(range(extended.shape[1]), repeat=3)
        return np.column_stack([extended[:, i] * extended[:, j] * extended[:, k] for i, j, k in triples])

    return float(sum((features(a).mean(0) - features(b).mean(0)) ** 2))


def kernel_over_subsets(a, b, subsets, size, seed):
    """Mean of the loops' values and its jackknife error, on the subsets that the seed names."""
    values = []
    for i in range(subsets):
        rows = [np.random.default_rng([seed, i]).permutation(len(x))[:size] for x in (a, b)]
        values.append(kernel_u_statistic(a[rows[0]], b[rows[1]]))
    mean = math.fsum(values) / subsets
    variance = math.fsum((value - mean) ** 2 for value in values) / (subsets - 1)
    return mean, math.sqrt(variance * size / (min(len(a), len(b)) - size))


def inception_by_entropies(p):
    """exp of the mutual information H(mean) − mean H."""
    return float(np.exp(scipy.stats.entropy(p.mean(0)) - np.mean([scipy.stats.entropy(row) for row in p])))


def inception_over_splits(p, splits):
    """Mean and standard deviation of the scores of consecutive parts."""
    edges = [i * len(p) // splits for i in range(splits + 1)]
    scores = [inception_by_entropies(p[low:high]) for low, high in itertools.pairwise(edges)]
    mean = sum(scores) / splits
    return mean, math.sqrt(sum((score - mean) ** 2 for score in scores) / splits)


def radius(points, i, k):
    """Distance of point i to its k-th nearest other point."""
    return sorted(math.dist(points[i], other) for j, other in enumerate(points) if j != i)[k - 1]


def share_in_balls(queries, points, k):
    """Share of queries within at least one ball, in a double loop."""
    radii = [radius(points, i, k) for i in range(len(points))]
    inside = lambda query: any(math.dist(query, p) <= r for p, r in zip(points, radii, strict=True))
    return sum(map(inside, queries)) / len(queries)


def density_and_coverage(real, fake, k):
    """Both by counting pairs in a double loop."""
    counts = [sum(math.dist(y, x) <= radius(real, i, k) for y in fake) for i, x in enumerate(real)]
    return sum(counts) / (k * len(fake)), sum(count > 0 for count in counts) / len(real)


def wilson_by_root_finding(successes, n, confidence=0.95):
    """The shares p at which (share − p)/√(p(1 − p)/n) is ±z."""
    z, share = scipy.stats.norm.isf((1 - confidence) / 2), successes / n
    excess = lambda p: (share - p) ** 2 - z**2 * p * (1 - p) / n
    low = scipy.optimize.brentq(excess, 1e-12, share, xtol=1e-14)
    return low, scipy.optimize.brentq(excess, share, 1 - 1e-12, xtol=1e-14)


def modes_and_reverse_kl(p, reference):
    """Counted votes, and SciPy's relative entropy."""
    votes = Counter(row.index(max(row)) for row in p.tolist())
    shares = [votes[c] / len(p) for c in range(p.shape[1])]
    return len(votes), float(scipy.stats.entropy(shares, reference))


def memorisation_by_trees(samples, train, held_out):
    """Share, medians and copies from k-d trees, for training and held-out sets of equal size."""
    near, far = (scipy.spatial.cKDTree(x).query(samples)[0] for x in (train, held_out))
    return (near < far).mean(), statistics_median(near), statistics_median(far), (near < far / 2).mean()


def worth_by_covariance(samples, train, held_out):
    """How many independent samples these are worth: the share's variance over all ways to halve the pooled images."""
    nearest = scipy.spatial.cKDTree(np.concatenate([train, held_out])).query(samples)[1]
    images = 2 * len(train)
    counts = np.array([list(nearest).count(j) for j in range(images)])
    together = (len(train) * (len(train) - 1)) / (images * (images - 1)) - 0.25  # E[L_i L_j] − ¼ for i ≠ j
    covariance = np.full((images, images), together)
    np.fill_diagonal(covariance, 0.25)
    variance = counts @ covariance @ counts / len(samples) ** 2
    return min(len(samples), 0.25 / variance)


def copying_by_pairs(samples, train, held_out):
    """Every pair of a sample and a held-out image, one by one: how often the sample lies farther, ties a half."""
    tree = scipy.spatial.cKDTree(train)
    pairs = itertools.product(tree.query(samples)[0], tree.query(held_out)[0])
    return float(np.mean([(q > p) + 0.5 * (q == p) for q, p in pairs]))


def bound_by_products(log_weights, k):
    """The mean over rows and groups of log of the arithmetic mean of k weights, each as a plain number."""
    rows = [[math.exp(value) for value in row] for row in log_weights]
    groups = [row[i : i + k] for row in rows for i in range(0, len(row) - k + 1, k)]
    return sum(math.log(sum(group) / k) for group in groups) / len(groups)


def parzen_by_densities(points, samples, deviation):
    """The mean over the points of log of the mean of SciPy's multivariate normal densities."""
    spread = deviation**2 * np.eye(points.shape[1])
    densities = [[scipy.stats.multivariate_normal.pdf(x, mean=s, cov=spread) for s in samples] for x in points]
    return float(np.mean(np.log(np.mean(densities, axis=1))))


def decoder_by_quadrature(decode, points, deviation):
    """The mean over the points of log ∫ p(x|z) p(z) dz for one z, by SciPy's adaptive quadrature."""
    spread = deviation**2 * np.eye(points.shape[1])
    normal, gaussian = scipy.stats.norm.pdf, scipy.stats.multivariate_normal.pdf
    joint = lambda z, x: normal(z) * gaussian(x, mean=decode(np.array([[z]]))[0], cov=spread)
    parts = [scipy.integrate.quad(joint, -8, 8, args=(x,), limit=400, epsabs=1e-13)[0] for x in points]
    return float(np.mean(np.log(parts)))


def agreement_by_every_matching(codes, classes, n):
    """The best of all n! matchings of every second pair, counted on the others."""
    hits = lambda way, start: sum(way[c] == d for c, d in list(zip(codes, classes, strict=True))[start::2])
    best = max(itertools.permutations(range(n)), key=lambda way: hits(way, 0))
    return hits(best, 1) / len(codes[1::2])


def explained_by_residuals(values, factor, named):
    """1 − what a line, or the groups' means, leave over / what there was."""
    design = np.array([[f == each for each in sorted(set(factor))] if named else [1.0, f] for f in factor], float)
    left = values - design @ np.linalg.lstsq(design, values, rcond=None)[0]
    return 1 - sum(left**2) / sum((values - sum(values) / len(values)) ** 2)


def auc_by_the_curve(positive, negative):
    """The area under true over false positive rate, threshold by threshold, by trapezia."""
    steps = sorted({*positive, *negative}, reverse=True)
    rates = [(sum(negative >= t) / len(negative), sum(positive >= t) / len(positive)) for t in steps]
    points = [(0.0, 0.0), *rates]
    return math.fsum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in itertools.pairwise(points))


def auc_low_by_scan(value, m, n):
    """The least θ of a fine grid whose distance from the area is at most 1.96 of its deviations, then refined."""
    pairs = lambda t: 1 + ((m + n) / 2 - 1) * ((1 - t) / (2 - t) + t / (1 + t))
    inside = lambda t: (value - t) ** 2 <= scipy.stats.norm.ppf(0.975) ** 2 * t * (1 - t) * pairs(t) / (m * n)
    low, high = 0.0, value
    for _ in range(9):
        grid = np.linspace(low, high, 101)
        first = int(np.argmax(inside(grid)))
        low, high = grid[max(first - 1, 0)], grid[first]
    return float(high)


def chance_by_counting(threshold, n_bits):
    """How many of all 2ⁿ keys agree often enough."""
    return sum(sum(bits) >= threshold for bits in itertools.product((0, 1), repeat=n_bits)) / 2**n_bits


def scored():
    """Scores of 37 positives and 52 negatives, some of them alike."""
    draw = np.random.default_rng(11)
    return np.round(draw.normal(0.8, 1.0, 37), 1), np.round(draw.normal(0.0, 1.0, 52), 1)


def coded():
    """Codes and classes of 90 samples, half of them at random; values that bend with a factor of five levels."""
    draw = np.random.default_rng(10)
    codes = draw.integers(5, size=90)
    classes = np.where(draw.random(90) < 0.5, np.array([2, 0, 4, 1, 3])[codes], draw.integers(5, size=90))
    return codes, classes, 0.7 * codes**2 + draw.standard_normal(90)


def statistics_median(values):
    """The middle of the sorted values, or the mean of the two in the middle."""
    ordered, n = sorted(values), len(values)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2


def kl_by_entropy(digits, kinds):
    """log of the number of kinds less the entropy of what was spelt, counted as text."""
    counts = Counter("".join(map(str, row)) for row in digits.tolist())
    return math.log(kinds) - scipy.stats.entropy(list(counts.values()))


def cases():
    """Yield (metric, value of the package, value of the derivation)."""
    a, b = cloud(60, 4, 1), cloud(50, 4, 2, shift=0.4, scale=1.3)
    few, few_b = cloud(9, 6, 3)[:6], cloud(9, 6, 4, shift=0.3)[:5]  # ranks 5 and 4 in six dimensions
    p = np.random.default_rng(5).dirichlet([0.4, 0.4, 1e-4, 0.4, 0.4], size=43)  # no sample shows the third class
    reference = np.array([0.3, 0.1, 0.2, 0.25, 0.15])
    yield "Fréchet distance", metrics.frechet_distance(a, b), frechet_by_sqrtm(a, b)
    yield "Fréchet distance, ddof=0", metrics.frechet_distance(a, b, ddof=0), frechet_by_eigenvalues(a, b)
    streamed = metrics.GaussianStatistics()
    for start in range(0, len(a), 7):
        streamed.update(a[start : start + 7])
    yield "Fréchet distance, streamed", metrics.frechet_distance(streamed, b), frechet_by_sqrtm(a, b)
    yield (
        "Fréchet distance, rank-deficient",
        metrics.frechet_distance(few, few_b),
        frechet_without_covariances(few, few_b),
    )
    mmd = metrics.polynomial_kernel_distance
    yield "kernel distance, all rows, u_statistic", mmd(a[:50], b), kernel_u_statistic(a[:50], b)
    yield "kernel distance, all rows, unbiased", mmd(a, b, "unbiased"), kernel_unbiased(a, b)
    yield "kernel distance, all rows, biased", mmd(a, b, "biased"), kernel_biased(a, b)
    ours = metrics.kernel_distance(a, b, subsets=5, subset_size=20, seed=3)
    theirs = kernel_over_subsets(a, b, 5, 20, 3)
    yield "kernel distance over subsets", ours.distance, theirs[0]
    yield "its standard error", ours.standard_error, theirs[1]
    yield "inception score", metrics.inception_score(p), inception_by_entropies(p)
    ours, theirs = metrics.inception_score_over_splits(p, 4), inception_over_splits(p, 4)
    yield "inception score over splits, mean", ours.mean, theirs[0]
    yield "inception score over splits, std", ours.std, theirs[1]
    precision, recall = metrics.precision_recall(a, b, k=2)
    yield "precision", precision, share_in_balls(b, a, 2)
    yield "recall", recall, share_in_balls(a, b, 2)
    ours, theirs = metrics.density_coverage(a, b, k=3), density_and_coverage(a, b, 3)
    yield "density", ours.density, theirs[0]
    yield "coverage", ours.coverage, theirs[1]
    ours, theirs = metrics.class_coverage(p, reference), modes_and_reverse_kl(p, reference)
    yield "modes", ours.modes, theirs[0]
    yield "reverse KL", ours.reverse_kl, theirs[1]
    samples = np.concatenate([cloud(20, 4, 1) + 1e-3, cloud(20, 4, 7)])
    ours, theirs = metrics.memorisation(samples, a[:50], b), memorisation_by_trees(samples, a[:50], b)
    yield "memorisation, share", ours.share, theirs[0]
    worth = worth_by_covariance(samples, a[:50], b)
    low, high = wilson_by_root_finding(theirs[0] * worth, worth)
    yield "memorisation, low", ours.low, low
    yield "memorisation, high", ours.high, high
    yield "memorisation, median to train", ours.train_distance, theirs[1]
    yield "memorisation, median to held-out", ours.held_out_distance, theirs[2]
    yield "memorisation, copies", ours.copies, theirs[3]
    yield "copying test", metrics.copying_test(samples, a, b).above, copying_by_pairs(samples, a, b)
    labels_a, labels_b = np.arange(60) % 3, np.arange(50) % 3
    per_class = metrics.by_class(metrics.frechet_distance, a, labels_a, b, labels_b)
    for c in range(3):
        yield f"Fréchet distance of class {c}", per_class[c], frechet_by_sqrtm(a[c::3], b[c::3])
    asked = np.arange(43) % 5
    agreement = metrics.label_agreement(p, asked)
    hits = sum(row.index(max(row)) == label for row, label in zip(p.tolist(), asked, strict=True))
    yield "label agreement", agreement.share, hits / 43
    low, high = wilson_by_root_finding(hits, 43)
    yield "label agreement, low", agreement.low, low
    yield "label agreement, high", agreement.high, high
    weights = np.random.default_rng(8).normal(-3.0, 2.0, (7, 12))
    yield "importance bound, 1", metrics.importance_bound(weights, 1).mean, float(weights.mean())
    yield "importance bound, 5", metrics.importance_bound(weights, 5).mean, bound_by_products(weights, 5)
    yield "Parzen window", metrics.parzen_log_density(a[:9], b, 0.9).mean(), parzen_by_densities(a[:9], b, 0.9)
    bent = lambda z: np.concatenate([2.0 * z, np.sin(z)], axis=1)
    points = np.random.default_rng(9).normal(0.0, 1.5, (6, 2))
    ours = metrics.decoder_log_density(bent, points, 0.6, latent_dim=1, side=2001, reach=8.0).mean()
    yield "log-density of a decoder", ours, decoder_by_quadrature(bent, points, 0.6)
    spelt = np.random.default_rng(11).integers(3, size=(40, 2)) % [3, 2]  # three of nine numbers never occur
    yield "KL of stacked digits", metrics.stacked_modes(spelt, 3).reverse_kl, kl_by_entropy(spelt, 9)
    codes, classes, values = coded()
    yield (
        "code agreement",
        metrics.code_agreement(codes, classes, 5).share,
        agreement_by_every_matching(codes, classes, 5),
    )
    positive, negative = scored()
    ours, area = metrics.auc(positive, negative), auc_by_the_curve(positive, negative)
    yield "area under the curve", ours.value, area
    yield "area under the curve, low", ours.low, auc_low_by_scan(area, 37, 52)
    yield "bits agreeing by chance", metrics.false_positive_rate(7, 10), chance_by_counting(7, 10)
    for named in (False, True):
        ours, theirs = (by(values, codes, named) for by in (metrics.explained, explained_by_residuals))
        yield "variance explained" + ", by names" * named, ours, theirs
    yield from independent_beyond.cases()


def mutants():
    """Yield (metric, what a likely slip would give); the assertion that accepts the metric must reject each."""
    a, b = cloud(60, 4, 1), cloud(50, 4, 2, shift=0.4, scale=1.3)
    p = np.random.default_rng(5).dirichlet([0.4, 0.4, 1e-4, 0.4, 0.4], size=43)
    reference = np.array([0.3, 0.1, 0.2, 0.25, 0.15])
    gap = sum((a.mean(0) - b.mean(0)) ** 2)
    yield "Fréchet distance", frechet_by_eigenvalues(a, b)  # over n
    yield "Fréchet distance", math.sqrt(frechet_by_sqrtm(a, b))  # not squared
    yield "Fréchet distance", frechet_by_sqrtm(a, b) - gap  # without the means
    yield "Fréchet distance, ddof=0", frechet_by_sqrtm(a, b)
    yield "kernel distance, all rows, u_statistic", kernel_unbiased(a[:50], b)
    yield "kernel distance, all rows, unbiased", kernel_biased(a, b)  # with the diagonals
    yield "kernel distance, all rows, biased", kernel_biased(2 * a, 2 * b)  # not divided by d
    yield "inception score", math.log(inception_by_entropies(p))  # without exp
    yield "inception score", 2 ** math.log(inception_by_entropies(p))  # another base
    yield "inception score over splits, mean", inception_by_entropies(p)
    yield "precision", share_in_balls(a, b, 2)  # exchanged
    yield "precision", share_in_balls(b, a, 1)  # the point itself counted among its neighbours
    yield "recall", share_in_balls(a, b, 1)
    yield "density", 3 * density_and_coverage(a, b, 3)[0]  # not divided by k
    yield "coverage", share_in_balls(b, a, 3)  # the share of fakes
    shares = np.bincount(p.argmax(1), minlength=5) / len(p)
    yield "reverse KL", scipy.stats.entropy(p.mean(0), reference)  # of mean probabilities, not of votes
    yield "reverse KL", scipy.stats.entropy(reference, shares + 1e-9)  # the other direction
    yield "modes", 5
    weights = np.random.default_rng(8).normal(-3.0, 2.0, (7, 12))
    yield "importance bound, 5", float(weights.mean())  # the mean outside
    yield "importance bound, 5", bound_by_products(weights, 5) + math.log(5)  # not divided by k
    yield "importance bound, 5", bound_by_products(weights, 12)  # all draws in one group
    yield "Parzen window", parzen_by_densities(a[:9], b, 0.9**2)  # the variance for the deviation
    spelt = np.random.default_rng(11).integers(3, size=(40, 2)) % [3, 2]  # three of nine numbers never occur
    yield "KL of stacked digits", kl_by_entropy(spelt, len(set(map(tuple, spelt.tolist()))))  # of numbers found alone
    yield "KL of stacked digits", kl_by_entropy(spelt, 9) / math.log(2)  # in bits
    yield "KL of stacked digits", kl_by_entropy(np.sort(spelt, axis=1), 9)  # 12 taken for 21
    codes, classes, values = coded()
    yield "code agreement", agreement_by_every_matching(codes[1:], classes[1:], 5)  # the halves exchanged
    yield "code agreement", np.mean(codes == classes)  # nothing matched
    counts = metrics.count_pairs(codes, classes, 5)
    yield "code agreement", counts.max(axis=1).sum() / 90  # a class taken twice, scored where it was chosen
    positive, negative = scored()
    yield "area under the curve", np.mean(positive[:, None] > negative[None])  # ties lost
    yield "area under the curve", auc_by_the_curve(negative, positive)  # exchanged
    area = auc_by_the_curve(positive, negative)
    yield "area under the curve, low", wilson_by_root_finding(area * 89, 89)[0]  # as if it were a share of scores
    yield "bits agreeing by chance", chance_by_counting(8, 10)  # more than the threshold
    yield "variance explained", math.sqrt(metrics.explained(values, codes))  # not squared
    yield "variance explained, by names", metrics.explained(values, codes)  # names taken for numbers
    yield from independent_beyond.mutants()


def table():
    """Return the table as text: metric, value, derivation, relative difference."""
    lines = [f"{'metric':40}{'gan_utils':>18}{'independent':>18}{'relative':>12}"]
    for name, value, other in cases():
        lines.append(f"{name:40}{value:18.10g}{other:18.10g}{abs(value - other) / abs(other):12.1e}")
    return "\n".join(lines)


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore", UserWarning)  # the rank-deficient case says what it is
    print(table())
