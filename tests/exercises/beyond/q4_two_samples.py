# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 15."""

import itertools

import numpy as np


# %% q4 right: by every order of the rows
def p_value(real, made, distance):
    rows, n, true, hits, ways = np.concatenate([real, made]), len(real), distance(real, made), 0, 0
    for order in itertools.permutations(range(len(rows))):
        if list(order[:n]) == sorted(order[:n]) and list(order[n:]) == sorted(order[n:]):
            hits += distance(rows[list(order[:n])], rows[list(order[n:])]) >= true - 1e-9
            ways += 1
    return hits / ways


# %% q4 right: by lists
def p_value(real, made, distance):
    rows = list(real) + list(made)
    deals = list(itertools.combinations(range(len(rows)), len(real)))
    left = lambda deal: np.array([row for i, row in enumerate(rows) if i not in deal])
    found = [distance(np.array([rows[i] for i in deal]), left(deal)) for deal in deals]
    return sum(other >= distance(real, made) - 1e-6 for other in found) / len(deals)


# %% q4 wrong: The true deal counts too
def p_value(real, made, distance):
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    found = np.array(found)
    return np.mean(found > true + 1e-9)


# %% q4 wrong: the share of deals that are nearer
def p_value(real, made, distance):
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    found = np.array(found)
    return np.mean(found < true - 1e-9)


# %% q4 wrong: turn the comparison
def p_value(real, made, distance):
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    found = np.array(found)
    return np.mean(found <= true + 1e-9)


# %% q4 wrong: which share of all of them
def p_value(real, made, distance):
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    found = np.array(found)
    return np.sum(found >= true - 1e-9)


# %% q4 wrong: not by the number of rows
def p_value(real, made, distance):
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    found = np.array(found)
    return np.sum(found >= true - 1e-9) / len(rows)


# %% q4 wrong: the true one is among them: add nothing
def p_value(real, made, distance):
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    found = np.array(found)
    return (1 + np.sum(found >= true - 1e-9)) / (1 + len(found))


# %% q4 wrong: This is the distance
def p_value(real, made, distance):
    return distance(real, made)


# %% q4 wrong: these stay in the one they came from
def p_value(real, made, distance):
    true, found = distance(real, made), []
    for i, j in itertools.product(range(len(real)), range(len(made))):
        found.append(distance(np.delete(real, i, axis=0), np.delete(made, j, axis=0)))
    return np.mean(np.array(found) >= true - 1e-9)


# %% q4 wrong: A p-value is a share
def p_value(real, made, distance):
    return 2.0 + distance(real, made)


# %% q4 wrong: whose distance is at least that
def p_value(real, made, distance):
    rows, true, found = np.concatenate([real, made]), distance(real, made), []
    for chosen in itertools.combinations(range(len(rows)), len(real)):
        first = np.isin(np.arange(len(rows)), chosen)
        found.append(distance(rows[first], rows[~first]))
    found = np.array(found)
    return (1 + np.sum(found > true + 1e-9)) / (3 + len(found))
