# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 09."""

import numpy as np


# %% q5 right: among copies of another latent
def needs_company(sample, z):
    made = np.asarray(sample(z))
    moved = [np.abs(np.asarray(sample(z[i : i + 1]))[0] - made[i]).max() for i in range(len(z))]
    return max(moved) > 1e-3


# %% q5 right: growing batches, each sample against its first
def needs_company(sample, z):
    alone = [np.asarray(sample(one[None]))[0] for one in z]
    return bool(np.max(np.abs(np.asarray(sample(z)) - alone)) > 1e-4)


# %% q5 wrong: your check does not notice
def needs_company(sample, z):
    return not np.allclose(sample(z), sample(z))


# %% q5 wrong: and your check accuses it
def needs_company(sample, z):
    return not np.allclose(sample(z)[0], sample(z)[1])


# %% q5 wrong: which is rounding: allow for it
def needs_company(sample, z):
    alone = np.concatenate([sample(z[i : i + 1]) for i in range(len(z))])
    return not np.array_equal(sample(z), alone)


# %% q5 wrong: it needs no company
def needs_company(sample, z):
    made = sample(z)
    alone = np.concatenate([sample(z[i : i + 1]) for i in range(len(z))])
    return not np.allclose(made, alone, atol=1e-4) or np.ptp(made) == 0


# %% q5 wrong: This sampler disturbs only those from the third on
def needs_company(sample, z):
    return not np.allclose(sample(z)[:2], sample(z[:2]), atol=1e-4) or not np.allclose(
        sample(z)[0], sample(z[:1])[0], atol=1e-4
    )


# %% q5 wrong: This sampler disturbs only the first of a batch
def needs_company(sample, z):
    alone = np.concatenate([sample(z[i : i + 1]) for i in range(len(z))])
    return not np.allclose(sample(z)[1:], alone[1:], atol=1e-4)


# %% q5 wrong: one bool for the whole sampler
def needs_company(sample, z):
    alone = np.concatenate([sample(z[i : i + 1]) for i in range(len(z))])
    return np.abs(sample(z) - alone).max(axis=1) > 1e-4
