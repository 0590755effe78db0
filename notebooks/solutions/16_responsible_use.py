"""Reference answers to the exercises of notebook 16, one block an exercise; the imports are those of the notebook."""

from math import comb

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

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
    size, rng = real.shape[1:3], np.random.default_rng(seed)

    def worn(images):
        parts = np.array_split(images, 4)
        return [
            parts[0],
            data.compressed(parts[1], int(rng.integers(40, 70))),
            data.enlarged(data.shrunk(parts[2], 2), size),
            data.blurred(parts[3], rng.uniform(0.4, 0.9)),
        ]

    order = rng.permutation(len(real))
    images = np.concatenate([*worn(real[order]), *worn(fake)])
    truth = np.repeat([0, 1], [len(real), len(fake)])
    features = metrics.spectrum().features(images)
    scaler = StandardScaler().fit(features)
    regression = LogisticRegression(C=0.01, max_iter=500).fit(scaler.transform(features), truth)
    return lambda pictures: regression.decision_function(scaler.transform(metrics.spectrum().features(pictures)))
