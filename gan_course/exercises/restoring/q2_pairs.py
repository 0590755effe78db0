"""Exercise 2 of notebook 12: the two terms of a discriminator that sees what the generator was given."""

import numpy as np

from gan_course.exercises.asking import draw, expect, parts
from gan_course.exercises.base import Exercise

SIDE = 8

q2 = Exercise(
    "12_image_to_image",
    2,
    "D must see the condition",
    ["patch_terms"],
    points=2,
    why="Alone, any good sprite would pass. Beside its outline only the one that fits does, so G has to look at it.",
    hints=[
        "D takes a list of two: first what the generator was given, then the picture that is judged. Both pairs have "
        "the same first part.",
        "Each patch is a decision of its own: take softplus of every logit, log(1 + exp(·)), and the mean after that. "
        "A real logit costs where it is low, a generated one where it is high.",
        "A skeleton: `tf.reduce_mean(tf.math.softplus(____))` twice, once of the logits of `[x, ____]` with a minus, "
        "once of those of `[____, made]`.",
    ],
)


def judge(rng):
    """Return a small discriminator of [x, y], both SIDE×SIDE×1, with a map of logits and no batch normalisation."""
    import keras
    from keras import layers

    from gan_course.exercises.networks import fill

    x, y = (keras.Input((SIDE, SIDE, 1), name=name) for name in ("x", "y"))
    hidden = layers.LeakyReLU(0.2)(layers.Conv2D(3, 4, strides=2, padding="same")(layers.Concatenate()([x, y])))
    return fill(keras.Model([x, y], layers.Conv2D(1, 3, padding="same")(hidden), name="patch_discriminator"), rng, 0.8)


def _terms(model, x, y, made):
    """Return the two terms, and what the usual mistakes give for both."""
    ask = lambda *pair: np.asarray(model(list(pair), training=False), np.float64)
    cost = lambda logits: np.logaddexp(0, logits)
    real, fake = ask(x, y), ask(x, made)
    terms = lambda one, other: [cost(-one).mean(), cost(other).mean()]
    sizes = real[0].size * len(real)
    return terms(real, fake), [
        (terms(ask(y, x), ask(made, x)), "The pair is turned: D takes [what G was given, the picture judged]."),
        (terms(real, ask(y, made)), "The fake pair's condition is the target; D should see what G was given, `x`."),
        (terms(ask(y, y), ask(made, made)), "The picture stands in the condition's place, too: D never sees `x`."),
        (terms(fake, real), "Real and made changed places: the real term comes first, and is that of `y`."),
        ([cost(real).mean(), cost(-fake).mean()], "Both signs are turned: D should rate real pairs high, fakes low."),
        ([cost(-real).mean(), cost(-fake).mean()], "The fake term is the generator's: D should rate fakes low."),
        (
            [cost(-real.mean()), cost(fake.mean())],
            "The logits are averaged first; each patch is a decision of its own.",
        ),
        (
            [cost(-real.mean((1, 2, 3))).mean(), cost(fake.mean((1, 2, 3))).mean()],
            "The logits of a picture are averaged first; each patch is a decision of its own.",
        ),
        ([value * sizes for value in terms(real, fake)], "These are sums; take the mean over all patches."),
        ([real.mean(), fake.mean()], "These are mean logits; a term of the loss is the mean of softplus."),
        ([-value for value in terms(real, fake)], "The sign is turned: D minimises these terms, so they are above 0."),
    ]


@q2.check_with
def _of_pairs(patch_terms, rng):
    for n in (2, 3):
        model = judge(rng)
        x, y, made = (draw(rng, -1, 1, n, SIDE, SIDE, 1) for _ in range(3))
        want, slips = _terms(model, x, y, made)
        found = parts(patch_terms(model, x, y, made), "real_term", "fake_term")
        expect(
            np.stack([np.squeeze(each) for each in found]),
            want,
            "The terms are mean softplus(−D([x, y])) and mean softplus(D([x, made])), over all pictures and patches.",
            slips=slips,
            rtol=1e-3,
        )
