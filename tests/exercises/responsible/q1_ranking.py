# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 16."""

import numpy as np
from scipy.stats import mannwhitneyu, rankdata


# %% q1 right: Mann and Whitney's
def auc(members, others):
    return mannwhitneyu(members, others).statistic / (len(members) * len(others))


# %% q1 right: by ranks
def auc(members, others):
    m = len(members)
    ranks = rankdata(np.concatenate([members, others]))[:m]
    return (ranks.sum() - m * (m + 1) / 2) / (m * len(others))


# %% q1 right: two loops
def auc(members, others):
    points = [1.0 if one > other else 0.5 if one == other else 0.0 for one in members for other in others]
    return sum(points) / len(points)


# %% q1 wrong: A draw counts as a loss
def auc(members, others):
    return (members[:, None] > others).mean()


# %% q1 wrong: A draw counts as a win
def auc(members, others):
    return (members[:, None] >= others).mean()


# %% q1 wrong: The sides are exchanged
def auc(members, others):
    return mannwhitneyu(others, members).statistic / (len(members) * len(others))


# %% q1 wrong: This is how many pairs are won
def auc(members, others):
    return mannwhitneyu(members, others).statistic


# %% q1 wrong: This is one number a member
def auc(members, others):
    return (np.sign(members[:, None] - others) / 2 + 0.5).mean(axis=1)


# %% q1 wrong: one number for each of the others
def auc(members, others):
    return (np.sign(members[:, None] - others) / 2 + 0.5).mean(axis=0)


# %% q1 wrong: how far the means are apart
def auc(members, others):
    return members.mean() - others.mean()


# %% q1 wrong: This compares the means
def auc(members, others):
    return 1.0 if members.mean() > others.mean() else 0.0


# %% q1 wrong: how many are right at one threshold
def auc(members, others):
    middle = np.median(np.concatenate([members, others]))
    return ((members > middle).mean() + (others <= middle).mean()) / 2


# %% q1 wrong: This is wins minus losses
def auc(members, others):
    return np.sign(members[:, None] - others).mean()


# %% q1 wrong: It is the share of the m·n pairs
def auc(members, others):
    return (members > others.max()).mean()
