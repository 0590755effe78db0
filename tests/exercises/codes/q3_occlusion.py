# ruff: noqa: F811
"""Planted answers to exercise 3 of notebook 11."""

import numpy as np


def falls(score, image, side, fill=-1.0, fresh=True, short=0):
    height, width = image.shape[0] - side + 1 - short, image.shape[1] - side + 1 - short
    found, covered = np.zeros((height, width)), np.array(image)
    before = score(np.array(image)[None])[0]
    for row in range(height):
        for column in range(width):
            covered = np.array(image) if fresh else covered
            covered[row : row + side, column : column + side] = fill
            found[row, column] = before - score(covered[None])[0]
    return found


# %% q3 right: all places in one batch
def occlusion_map(score, image, side):
    height, width = image.shape[0] - side + 1, image.shape[1] - side + 1
    places = [(row, column) for row in range(height) for column in range(width)]
    covered = np.repeat(np.array(image)[None], len(places), axis=0)
    for copy, (row, column) in zip(covered, places, strict=True):
        copy[row : row + side, column : column + side] = -1
    return (score(image[None])[0] - score(covered)).reshape(height, width)


# %% q3 right: by a mask
def occlusion_map(score, image, side):
    found = np.zeros((image.shape[0] - side + 1, image.shape[1] - side + 1))
    for row, column in np.ndindex(*found.shape):
        mask = np.zeros(image.shape, bool)
        mask[row : row + side, column : column + side] = True
        found[row, column] = score(image[None])[0] - score(np.where(mask, -1.0, image)[None])[0]
    return found


# %% q3 wrong: The sign is turned
def occlusion_map(score, image, side):
    return -falls(score, image, side)


# %% q3 wrong: These are the scores of the covered images
def occlusion_map(score, image, side):
    return score(np.array(image)[None])[0] - falls(score, image, side)


# %% q3 wrong: The squares stay
def occlusion_map(score, image, side):
    return falls(score, image, side, fresh=False)


# %% q3 wrong: The square is grey here
def occlusion_map(score, image, side):
    return falls(score, image, side, fill=0.0)


# %% q3 wrong: Rows and columns changed places
def occlusion_map(score, image, side):
    return falls(score, image, side).T


# %% q3 wrong: The sign is lost
def occlusion_map(score, image, side):
    return np.abs(falls(score, image, side))


# %% q3 wrong: This is one number
def occlusion_map(score, image, side):
    return falls(score, image, side).mean()


# %% q3 wrong: one axis too many
def occlusion_map(score, image, side):
    return falls(score, image, side)[..., None]


# %% q3 wrong: At each place: the score of the image minus
def occlusion_map(score, image, side):
    return falls(score, image, side) / side**2


# %% q3 wrong: The last places are missing
def occlusion_map(score, image, side):
    return falls(score, image, side, short=1)
