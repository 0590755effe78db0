# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 06."""


# %% q5 right: coverage first among the last two, other thresholds
def name_failure(row):
    if row["nearer"] >= 0.65:
        return "copying"
    if row["precision"] <= 0.5:
        return "unrealistic"
    return "collapsed" if row["coverage"] < 0.75 or row["recall"] < 0.4 else "healthy"


# %% q5 right: a table of rules
def name_failure(row):
    rules = {
        "copying": row["nearer"] > 0.8,
        "unrealistic": row["precision"] < 0.7,
        "collapsed": row["recall"] < 0.5 or row["coverage"] < 0.5,
    }
    return next((name for name, holds in rules.items() if holds), "healthy")


# %% q5 wrong: this is unrealistic, whatever recall says
def name_failure(row):
    if row["nearer"] > 0.7:
        return "copying"
    if row["recall"] < 0.5 or row["coverage"] < 0.5:
        return "collapsed"
    return "unrealistic" if row["precision"] < 0.6 else "healthy"


# %% q5 wrong: This copies, however good the other numbers look
def name_failure(row):
    if row["precision"] < 0.6:
        return "unrealistic"
    return "collapsed" if min(row["recall"], row["coverage"]) < 0.5 else "healthy"


# %% q5 wrong: but they reach only part of the real digits
def name_failure(row):
    if row["nearer"] > 0.7:
        return "copying"
    if row["precision"] < 0.6:
        return "unrealistic"
    return "collapsed" if row["recall"] < 0.5 else "healthy"


# %% q5 wrong: The answer should be one of the words
def name_failure(row):
    return "mode collapse" if row["recall"] < 0.5 else "fine"


# %% q5 wrong: With precision
def name_failure(row):
    if row["nearer"] > 0.5:  # half of all honest generators lie above it
        return "copying"
    if row["precision"] < 0.6:
        return "unrealistic"
    return "collapsed" if min(row["recall"], row["coverage"]) < 0.5 else "healthy"


# %% q5 wrong: Few samples look like any real digit
def name_failure(row):
    if row["nearer"] > 0.7:
        return "copying"
    return "collapsed" if min(row["recall"], row["coverage"]) < 0.5 else "healthy"
