"""Reference answers to the exercises of notebook 11, one block an exercise; the imports are those of the notebook."""

import keras
import numpy as np
import tensorflow as tf
from scipy.optimize import linear_sum_assignment

from gan_utils import models, training


# %% q1
def information_bound(q, codes):
    """Return H(c) + the mean of log q of the true codes, in nats."""
    n, k = q.shape
    return np.log(k) + np.log(np.array(q)[np.arange(n), np.array(codes)]).mean()


# %% q2
def stands_for(counts):
    """Return the class of each code, none twice, with the largest total; ints, shape (n,)."""
    return linear_sum_assignment(np.array(counts), maximize=True)[1]


# %% q3
def occlusion_map(score, image, side):
    """Return how far the score falls with a black square at each place, shape (height − side + 1, width − side + 1)."""
    height, width = image.shape[:2]
    before = score(image[None])[0]
    found = np.zeros((height - side + 1, width - side + 1))
    for row in range(len(found)):
        for column in range(found.shape[1]):
            covered = np.array(image)
            covered[row : row + side, column : column + side] = -1.0
            found[row, column] = before - score(covered[None])[0]
    return found


# %% q4
def explained(code, factor):
    """Return the share of the code's variance that a straight line over the factor explains, from 0 to 1."""
    code, factor = np.array(code), np.array(factor)
    if np.ptp(code) == 0 or np.ptp(factor) == 0:
        return 0.0
    return np.corrcoef(code, factor)[0, 1] ** 2


# %% q5
def head_loss(logits, classes, means, uniform, weight):
    """Return λ times what the heads miss, a scalar."""
    missed = tf.nn.sparse_softmax_cross_entropy_with_logits(classes, logits)
    away = 0.5 * tf.reduce_sum((means - uniform) ** 2, axis=1)
    return weight * tf.reduce_mean(missed + away)


# %% open
def my_infogan(seed):
    """Return a compiled, untrained `training.InfoGAN` for digits with ten classes."""
    judge = models.dcgan_discriminator((28, 28, 1), width=32, seed=3 * seed + 2)
    heads = models.with_heads(judge, n_classes=10, hidden_units=128, seed=3 * seed + 3)
    infogan = training.InfoGAN(models.dcgan_generator((28, 28, 1), 26, width=32, seed=3 * seed + 1), heads, seed=seed)
    infogan.compile(
        g_optimizer=keras.optimizers.Adam(2e-3, beta_1=0.5), d_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5)
    )
    return infogan
