# ruff: noqa: F811
"""Planted answers to exercise 5 of notebook 13."""


# %% q5 right: by pixels
def gamma_at(gamma, side, other):
    return gamma * (other * other) / (side * side)


# %% q5 right: by areas
def gamma_at(gamma, side, other):
    area = lambda length: length**2
    return gamma / area(side) * area(other)


# %% q5 wrong: This goes with the side; the number of pixels
def gamma_at(gamma, side, other):
    return gamma * other / side


# %% q5 wrong: more pixels have smaller slopes
def gamma_at(gamma, side, other):
    return gamma * (side / other) ** 2


# %% q5 wrong: and the other way round
def gamma_at(gamma, side, other):
    return gamma * side / other


# %% q5 wrong: This is the pixels squared
def gamma_at(gamma, side, other):
    return gamma * (other / side) ** 4


# %% q5 wrong: γ does not change here
def gamma_at(gamma, side, other):
    return gamma


# %% q5 wrong: This is the factor
def gamma_at(gamma, side, other):
    return (other / side) ** 2


# %% q5 wrong: This is not divided
def gamma_at(gamma, side, other):
    return gamma * other**2


# %% q5 wrong: The factor multiplies
def gamma_at(gamma, side, other):
    return gamma + (other / side) ** 2


# %% q5 wrong: The root goes the wrong way
def gamma_at(gamma, side, other):
    return gamma * (other / side) ** 0.5


# %% q5 wrong: γ times the ratio
def gamma_at(gamma, side, other):
    return gamma * (other - side)
