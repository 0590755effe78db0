"""A check a patient: a small function that fails on the bug, passes once it is mended, and says what it saw."""

from typing import NamedTuple

import numpy as np
import tensorflow as tf

from gan_course.experiments.clinic import networks, playing
from gan_course.experiments.clinic.playing import mean, softplus


class Finding(NamedTuple):
    """What a check found.

    Attributes:
        passed: whether the part is sound.
        evidence: what was seen, in a sentence.
    """

    passed: bool
    evidence: str


def check_label_map(label_map):
    """Ask for the map of class 3 of 5: its own channel should be 1 everywhere, the others 0."""
    found = np.asarray(label_map(np.array([3, 0]), 10, 5))[0]
    lit = [channel for channel in range(5) if found[..., channel].any()]
    rows = np.flatnonzero(found.any(axis=(1, 2)))
    passed = bool(found[..., 3].all() and lit == [3])
    return Finding(passed, f"class 3 of 5 lights channels {lit}, in rows {rows[0]} to {rows[-1]} of 0 to 9")


def check_framed(framed):
    """Frame a black digit of each kind: the frames of both should be alike."""
    black = np.zeros((1, 28, 28, 1), np.float32)
    real, fake = (np.asarray(each)[0, 0, 0, 0] for each in framed(black, black - 1.0))
    return Finding(bool(real == fake), f"the corner is {real:g} in a real picture and {fake:g} in a generated one")


def check_codes(codes):
    """Draw 10,000 codes: they should fill [−1, 1], and nothing else."""
    drawn = codes(10_000, 1, np.random.default_rng(0))
    outside = float((np.abs(drawn) > 1).mean())
    passed = outside == 0 and drawn.min() < -0.95 and drawn.max() > 0.95
    return Finding(bool(passed), f"codes from {drawn.min():.1f} to {drawn.max():.1f}, {outside:.0%} outside [−1, 1]")


def _moved(network, before):
    return max(float(np.abs(one - other).max()) for one, other in zip(network.get_weights(), before, strict=True))


def check_recipe(recipe):
    """Take one step: the weights of both players should move."""
    G, D = playing.ring_generator(1), playing.ring_discriminator(1)
    step, before = recipe(G, D), [player.get_weights() for player in (G, D)]
    step(playing.points(16, 0), playing.noise("ring", 0, 0, 16))
    g, d = _moved(G, before[0]), _moved(D, before[1])
    return Finding(g > 0 and d > 0, f"one step moves G's weights by up to {g:.4f} and D's by {d:.4f}")


def check_generator_stage(stage):
    """Take one stage of G: its weights should move, and D's should not."""
    G, D, optimizer = playing.ring_generator(1), playing.ring_discriminator(1), playing.adam("ring")
    before = [player.get_weights() for player in (G, D)]
    stage(G, D, optimizer, playing.noise("ring", 0, 0, 16))
    g, d = _moved(G, before[0]), _moved(D, before[1])
    return Finding(g > 0 and d == 0, f"the generator's stage moves G's weights by up to {g:.4f} and D's by {d:.4f}")


def check_gradients(gradients):
    """Follow D's gradient a little downhill: D's own loss should fall as fast as its slope says."""
    G, D = playing.ring_generator(1), playing.ring_discriminator(1)
    real, z = playing.points(64, 0), playing.noise("ring", 0, 0, 64)
    with tf.GradientTape() as tape:
        loss = mean(softplus(-D(real))) + mean(softplus(D(G(z))))
    flat = lambda parts: np.concatenate([np.ravel(part) for part in parts])
    own, given = flat(tape.gradient(loss, D.trainable_variables)), flat(gradients(G, D, real, z)[0])
    cosine = float(own @ given / (np.linalg.norm(own) * np.linalg.norm(given)))
    away = float(np.abs(own - given).max())
    return Finding(away < 1e-5, f"D is moved along its own loss's gradient with a cosine of {cosine:.2f}")


def check_judge(judge):
    """Make D's last weights huge: logits should leave [0, 1], and in both directions."""
    D = judge(seed=1)
    kernel, bias = D.layers[-1].get_weights()
    D.layers[-1].set_weights([1000.0 * kernel, bias])
    answers = np.asarray(D(playing.points(200, 0)))
    passed = answers.min() < 0 or answers.max() > 1
    return Finding(bool(passed), f"with huge last weights D answers from {answers.min():.3g} to {answers.max():.3g}")


def check_forward(forward):
    """Draw one point by itself and among others, the phase turned off: it should be the same point."""
    G, phase, z = networks.normalised_generator(1), networks.Phase(), playing.noise("ring", 0, 0, 16)
    phase.training = False
    alone, among = np.asarray(forward(G, z[:1], phase))[0], np.asarray(forward(G, z, phase))[0]
    away = float(np.linalg.norm(alone - among))
    return Finding(away < 1e-4, f"a point lies {away:.2f} away from itself when 15 others are drawn beside it")


def check_norm(norm):
    """Normalise maps whose deviation is 0.1: what comes out should have a deviation of 1."""
    maps = 0.1 * np.random.default_rng(0).standard_normal((64, 4, 4, 3)).astype(np.float32)
    deviation = float(np.std(norm(3)(maps, training=True)))
    return Finding(abs(deviation - 1.0) < 0.05, f"maps of deviation 0.1 leave with {deviation:.2f}")


def check_state(state):
    """Stop after ten steps, restore, and take one more: it should end where the uninterrupted run ends."""
    real, z = playing.points(32, 0), playing.noise("ring", 0, 0, 32)

    def players():
        G, D = playing.ring_generator(1), playing.ring_discriminator(1)
        return G, D, *playing.optimizers_for("ring", G, D)

    G, D, *pair = players()
    step = playing.both_stages(G, D, pair)
    for _ in range(10):
        step(real, z)
    saved = [variable.numpy() for variable in state(G, D, *pair)]
    again = players()
    for variable, value in zip(state(*again), saved, strict=True):
        variable.assign(value)
    step(real, z)
    playing.both_stages(*again[:2], again[2:])(real, z)
    away = _moved(again[0], G.get_weights())
    return Finding(away < 1e-6, f"one step after the stop, G's weights are up to {away:.4f} from the uninterrupted run")


def check_penalty(penalty):
    """Ask about a critic of slope 3: the penalty should be (3 − 1)² = 4."""
    critic = lambda x: tf.reduce_sum(x * (3.0 / 8.0), axis=[1, 2, 3])[:, None]  # √64 · 3/8 = 3 on 8×8×1
    real = np.random.default_rng(0).uniform(-1, 1, (4, 8, 8, 1)).astype(np.float32)
    found = float(penalty(critic, tf.constant(real), tf.constant(-real)))
    return Finding(abs(found - 4.0) < 1e-3, f"a critic of slope 3 is charged {found:.4f}, and (3 − 1)² is 4")


def check_decay(decay):
    """Multiply the decays of 300 steps: what is left of the first weights should be next to nothing."""
    left = float(np.prod([float(decay(tf.constant(float(t)))) for t in range(300)]))
    return Finding(left < 0.01, f"after 300 steps {left:.1%} of the average is still the untrained start")
