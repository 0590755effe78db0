# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 02."""

import numpy as np
import tensorflow as tf


# %% q4 right: any step of d_g_z, and the last g_loss alone
def read_chart(chart):
    if chart["d_g_z"][-1] > 0.9:
        return "swapped"
    if chart["g_loss"][-1] > 1.5:
        return "frozen"
    return "healthy" if any(p < 0.5 for p in chart["d_g_z"]) else "double sigmoid"


# %% q4 right: arrays, the fake term never under log 2
def read_chart(chart):
    chart = {name: tf.constant(values) for name, values in chart.items()}
    if chart["d_x"][-1] < 0.1:
        return np.str_("swapped")
    if chart["d_fake_term"][-1] < 0.1:
        return np.str_("frozen")
    if np.min(chart["d_fake_term"]) > np.log(2):
        return np.str_("double sigmoid")
    return np.str_("healthy")


# %% q4 wrong: `g_loss` tells them apart
def read_chart(chart):
    if chart["d_real_term"][-1] < 0.1 and chart["d_fake_term"][-1] < 0.1:
        return "frozen"
    return "double sigmoid" if min(chart["d_g_z"]) >= 0.5 else "healthy"


# %% q4 wrong: and not only where it ends
def read_chart(chart):
    if chart["d_real_term"][-1] < 0.1 and chart["d_fake_term"][-1] < 0.1:
        return "frozen" if chart["g_loss"][-1] > 1 else "swapped"
    return "double sigmoid" if abs(np.mean(chart["d_g_z"][-20:]) - 0.5) < 0.01 else "healthy"


# %% q4 wrong: The answer should be one of the four names
def read_chart(chart):
    if chart["g_loss"][-1] > 1:
        return "frozen generator"
    return "healthy"


# %% q4 wrong: In the frozen run G never answers
def read_chart(chart):
    return "healthy" if chart["d_real_term"][-1] < 0.1 else "double sigmoid"


# %% q4 wrong: With swapped labels every loss goes to 0, since both players want the same
def read_chart(chart):
    if chart["g_loss"][-1] > 1:
        return "frozen"
    return "double sigmoid" if abs(chart["d_x"][-1] - 0.5) < 0.01 else "healthy"


# %% q4 wrong: and not only where it ends
def read_chart(chart):
    if chart["d_real_term"][-1] + chart["d_fake_term"][-1] < 0.1:
        return "frozen" if chart["g_loss"][-1] > 1 else "swapped"
    return "healthy"


# %% q4 wrong: In the frozen run G never answers
def read_chart(chart):
    if chart["d_x"][-1] < 0.1:
        return "swapped"
    return "double sigmoid" if min(chart["d_g_z"]) >= 0.5 else "healthy"
