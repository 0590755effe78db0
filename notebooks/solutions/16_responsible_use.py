"""Reference answers to the exercises of notebook 16, one block an exercise; the imports are those of the notebook."""

from math import comb

import numpy as np

from gan_utils import data, metrics


# %% q1
def auc(members, others):
    """Return the share of pairs in which the member scores higher, draws counted half."""
    members, others = np.array(members)[:, None], np.array(others)[None]
    return ((members > others) + 0.5 * (members == others)).mean()


# %% q2
def false_positive_rate(threshold, n_bits):
    """Return how often `threshold` or more of `n_bits` fair coins agree with a key."""
    return sum(comb(n_bits, k) for k in range(threshold, n_bits + 1)) / 2**n_bits


# %% q3
def representation(drawn, n_drawn, trained, n_trained):
    """Return (ratio, low, high): the share in the samples, and its interval, over the share in the data."""
    in_data = trained / n_trained
    share, low, high = metrics.wilson_interval(drawn, n_drawn)
    return share / in_data, low / in_data, high / in_data


# %% q4
def true_alarms(found, mistaken, fakes):
    """Return which share of the alarms is true."""
    true, false = found * fakes, mistaken * (1 - fakes)
    return true / (true + false)


# %% open
def my_detector(real, fake, seed):
    """Return a function that scores uint8 pictures, above 0 for fakes."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    def worn(images):
        "Return pictures as they are and passed on in three ways, one after the other."
        rng, size = np.random.default_rng(seed), images.shape[1:3]
        ways = [images, data.compressed(images, int(rng.integers(40, 70)))]
        ways += [data.enlarged(data.shrunk(images, 2), size), data.blurred(images, rng.uniform(0.5, 0.9))]
        return np.concatenate(ways)

    images = np.concatenate([worn(real), worn(fake)])
    truth = np.repeat([0, 1], [4 * len(real), 4 * len(fake)])
    trees = HistGradientBoostingClassifier(max_iter=100, random_state=seed)
    trees.fit(metrics.grey_levels().features(images), truth)
    return lambda pictures: trees.decision_function(metrics.grey_levels().features(pictures))
