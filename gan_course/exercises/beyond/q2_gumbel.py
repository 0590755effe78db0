"""Exercise 2 of notebook 15: a Gumbel-softmax draw."""

import numpy as np
from scipy.special import softmax

from gan_course.exercises.asking import Slip, draw, expect, expect_each
from gan_course.exercises.base import Exercise

q2 = Exercise(
    "15_beyond_images",
    2,
    "a word that a gradient passes through",
    ["gumbel_draw"],
    points=2,
    why="At any temperature its largest number is a fair draw, and it has a slope: that is how G hears what D says.",
    hints=[
        "Three steps: noise from the uniform numbers, added to the logits; all of it divided by the temperature; then "
        "what turns numbers into shares of 1.",
        "Gumbel noise is −log(−log u): two minus signs, one inside the other. The temperature divides the noise too. "
        "`tf.nn.softmax` works along the last axis by itself.",
        "A skeleton: `noise = -tf.math.log(____)`, then `tf.nn.softmax((____ + noise) / ____)`.",
    ],
    tensors=True,
)


def _formula(logits, uniform, temperature):
    logits, uniform = logits.astype(float), uniform.astype(float)
    noise = -np.log(-np.log(uniform))
    soft = lambda values, axis=-1: softmax(values, axis=axis)
    right = soft((logits + noise) / temperature)
    return right, [
        (soft(logits / temperature), "The noise is missing: each call would give the same word."),
        (soft((logits - noise) / temperature), "The noise is subtracted: add −log(−log u)."),
        (soft((logits + uniform) / temperature), "These are uniform numbers: make Gumbel noise of them, −log(−log u)."),
        (soft((logits - np.log(uniform)) / temperature), "One logarithm is missing: Gumbel noise is −log(−log u)."),
        (soft((logits + np.log(uniform)) / temperature), "One logarithm is missing: Gumbel noise is −log(−log u)."),
        (soft(logits / temperature + noise), "The temperature divides the noise as well as the logits."),
        (soft(logits + noise / temperature), "The temperature divides the logits as well as the noise."),
        (soft((logits + noise) * temperature), "The temperature divides: a small one makes the largest stand out."),
        (soft(logits + noise), "The temperature is missing."),
        (
            soft((logits + noise) / temperature, 0),
            "Shares add up to 1 along the words, the last axis, not along the rows.",
        ),
        ((logits + noise) / temperature, "A softmax is missing: the numbers of a row are to add up to 1."),
        (
            np.eye(logits.shape[-1])[(logits + noise).argmax(axis=-1)],
            "This is the draw itself, one-hot: it has no slope, and a softmax with a temperature stands in for it.",
        ),
        (soft(soft(logits) + noise), "These are logits: no softmax before the noise."),
    ]


@q2.check_with
def _value(gumbel_draw, rng):
    cases = []
    for n, k, temperature in ((1, 2, 0.5), (2, 3, 2.0), (4, 5, 0.7)):
        cases.append((draw(rng, -2, 2, n, k), draw(rng, 0.05, 0.95, n, k), temperature))
    expect_each(gumbel_draw, cases, _formula, "It is softmax((logits − log(−log u)) / τ), row by row.")


@q2.check_with
def _slope(gumbel_draw, rng):
    import tensorflow as tf

    logits, uniform = tf.constant(draw(rng, -2, 2, 2, 4)), tf.constant(draw(rng, 0.1, 0.9, 2, 4))
    with tf.GradientTape() as tape:
        tape.watch(logits)
        answer = gumbel_draw(logits, uniform, 0.8)
        first = tf.reduce_sum(answer[:, 0]) if tf.is_tensor(answer) else None
    found = None if first is None else tape.gradient(first, logits)
    if found is None:
        raise Slip(
            "No gradient comes back to the logits: compute with TensorFlow, and without an argmax.",
            expected="a gradient",
            got="None",
        )
    y = np.asarray(answer, float)
    want = y[:, :1] * (np.eye(4)[:1] - y) / 0.8
    expect(found, want, "The slope of the first share should be y₀·(one-hot − y)/τ.")
