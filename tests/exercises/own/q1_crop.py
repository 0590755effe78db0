# ruff: noqa: F811
"""Planted answers to exercise 1 of notebook 17."""

import numpy as np


# %% q1 right: by one scale, as an array
def crop_box(width, height, wide, high):
    half = min(width / wide, height / high) * np.array([wide, high]) / 2
    middle = np.array([width, height]) / 2
    return np.concatenate([middle - half, middle + half])


# %% q1 right: by cases, as a list
def crop_box(width, height, wide, high):
    if width / height > wide / high:
        over = width - height * wide / high
        return [over / 2, 0, width - over / 2, height]
    over = height - width * high / wide
    return [0, over / 2, width, height - over / 2]


# %% q1 wrong: The last two are
def crop_box(width, height, wide, high):
    scale = min(width / wide, height / high)
    w, h = scale * wide, scale * high
    return (width - w) / 2, (height - h) / 2, w, h


# %% q1 wrong: The box lies in the top left corner
def crop_box(width, height, wide, high):
    scale = min(width / wide, height / high)
    return 0, 0, scale * wide, scale * high


# %% q1 wrong: This box sticks out of the picture
def crop_box(width, height, wide, high):
    scale = max(width / wide, height / high)
    w, h = scale * wide, scale * high
    return (width - w) / 2, (height - h) / 2, (width + w) / 2, (height + h) / 2


# %% q1 wrong: here rows come first
def crop_box(width, height, wide, high):
    scale = min(width / wide, height / high)
    w, h = scale * wide, scale * high
    return (height - h) / 2, (width - w) / 2, (height + h) / 2, (width + w) / 2


# %% q1 wrong: The frame's sides have changed places
def crop_box(width, height, wide, high):
    scale = min(width / high, height / wide)
    w, h = scale * high, scale * wide
    return (width - w) / 2, (height - h) / 2, (width + w) / 2, (height + h) / 2


# %% q1 wrong: This is the whole picture
def crop_box(width, height, wide, high):
    return 0, 0, width, height


# %% q1 wrong: All that is over is cut off on one side
def crop_box(width, height, wide, high):
    scale = min(width / wide, height / high)
    return width - scale * wide, height - scale * high, width, height
