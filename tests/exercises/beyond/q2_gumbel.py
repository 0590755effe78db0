# ruff: noqa: F811
"""Planted answers to exercise 2 of notebook 15."""

import tensorflow as tf


# %% q2 right: by exponentials
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    raised = tf.exp((logits + noise) / temperature)
    return raised / tf.reduce_sum(raised, axis=-1, keepdims=True)


# %% q2 right: chances in place of logits
def gumbel_draw(logits, uniform, temperature):
    exponential = -tf.math.log(uniform)  # e^logit / E is e^(logit + g)
    raised = (tf.exp(logits) / exponential) ** (1 / temperature)
    return raised / tf.reduce_sum(raised, axis=1, keepdims=True)


# %% q2 wrong: The noise is missing
def gumbel_draw(logits, uniform, temperature):
    return tf.nn.softmax(logits / temperature)


# %% q2 wrong: The noise is subtracted
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax((logits - noise) / temperature)


# %% q2 wrong: These are uniform numbers
def gumbel_draw(logits, uniform, temperature):
    return tf.nn.softmax((logits + uniform) / temperature)


# %% q2 wrong: One logarithm is missing
def gumbel_draw(logits, uniform, temperature):
    return tf.nn.softmax((logits - tf.math.log(uniform)) / temperature)


# %% q2 wrong: One logarithm is missing
def gumbel_draw(logits, uniform, temperature):
    return tf.nn.softmax((logits + tf.math.log(uniform)) / temperature)


# %% q2 wrong: The temperature divides the noise as well
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax(logits / temperature + noise)


# %% q2 wrong: The temperature divides the logits as well
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax(logits + noise / temperature)


# %% q2 wrong: The temperature divides: a small one
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax((logits + noise) * temperature)


# %% q2 wrong: The temperature is missing
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax(logits + noise)


# %% q2 wrong: not along the rows
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax((logits + noise) / temperature, axis=0)


# %% q2 wrong: A softmax is missing
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return (logits + noise) / temperature


# %% q2 wrong: This is the draw itself, one-hot
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.one_hot(tf.argmax(logits + noise, axis=-1), logits.shape[-1])


# %% q2 wrong: no softmax before the noise
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax(tf.nn.softmax(logits) + noise)


# %% q2 wrong: row by row
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.sigmoid((logits + noise) / temperature)


# %% q2 wrong: No gradient comes back
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    return tf.nn.softmax((logits + noise) / temperature).numpy()


# %% q2 wrong: The slope of the first share should be
def gumbel_draw(logits, uniform, temperature):
    noise = -tf.math.log(-tf.math.log(uniform))
    y = tf.nn.softmax((logits + noise) / temperature)
    return tf.stop_gradient(y - logits) + logits
