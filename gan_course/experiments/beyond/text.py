"""Sentences of a toy language, word by word: by a GAN whose words are Gumbel-softmax draws, and by pairs of words."""

import numpy as np

from gan_course.experiments import common
from gan_course.experiments.beyond import rows
from gan_course.experiments.beyond.sound import rounded

TEMPERATURES = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)  # at which a model is asked for sentences, whatever it learnt at
N_MADE = 2000


def learnt_from(seed):
    """Return the sentences that a run of this seed learns from, ints, shape (n, 6)."""
    from gan_utils import toy

    return toy.draw_sentences(rows.GROUPS["text"]["n"], seed)


def players(name, seed):
    """Return (generator, discriminator) of a row of text, untrained."""
    from gan_utils import models, toy

    chosen = rows.settings(name)
    shape, widths = (6, len(toy.WORDS)), tuple(chosen["widths"])
    body = models.mlp_generator(shape, chosen["latent_dim"], widths, activation=None, seed=3 * seed + 1)
    temperature = 1.0 if chosen["change"] == "R1" else chosen["change"]
    return models.with_gumbel(body, temperature), models.mlp_discriminator(shape, widths, seed=3 * seed + 2)


def batches(seed):
    """Return endless batches of one-hot words, float32, shape (batch, 6, words)."""
    from gan_utils import toy

    return common.endless(np.eye(len(toy.WORDS), dtype=np.float32)[learnt_from(seed)], rows.BATCH_SIZE, seed)


def at_temperature(generator, n, seed, temperature=1.0):
    """Return sentences of a generator of words, its noise multiplied by a temperature: argmax(logits + T·g).

    That draws each word with chances p^(1/T), made to add up to 1, whatever temperature it learnt at.

    Args:
        generator: of `models.with_gumbel`.
        n: how many.
        seed: of z.
        temperature: T, above 0.

    Returns:
        int64, shape (n, 6): numbers of words.

    Raises:
        ValueError: for a temperature of 0 or less.
    """
    from gan_utils import latent, models
    from gan_utils.models.gumbel import checked_temperature

    body = generator.get_layer("logits_of_z")
    width, z = body.input_shape[-1], latent.sample(n, generator.input_shape[-1], seed)
    noise = checked_temperature(temperature) * np.asarray(models.gumbel_noise(z[:, width:]))
    return (np.asarray(body(z[:, :width], training=False)) + noise.reshape(n, *body.output_shape[1:])).argmax(axis=-1)


def of_text(draw, seed, n=N_MADE):
    """Return how many sentences are valid, made of known pairs, new and different; and the sentences.

    Args:
        draw: (n, temperature) -> sentences.
        seed: of the run.
        n: how many are measured.
    """
    from gan_utils import metrics, toy

    seen = learnt_from(seed)
    known = {row.astype(np.int32).tobytes() for row in seen}
    made = draw(n, 1.0).astype(np.int32)
    valid, local = toy.is_sentence(made), toy.is_local(made, toy.all_sentences())
    count = lambda sentences, right: len(np.unique(sentences[right], axis=0))
    new = np.array([row.tobytes() not in known for row in made])
    agree = local & (made[:, -1] != 0)  # long ones whose neighbours fit: does the verb?
    curve = {"valid": [], "distinct": []}
    for temperature in TEMPERATURES:
        asked = draw(n, temperature)
        right = toy.is_sentence(asked)
        curve["valid"].append(round(float(right.mean()), 4))
        curve["distinct"].append(count(asked, right))
    record = {
        "valid": rounded(metrics.wilson_interval(int(valid.sum()), n)),
        "local": round(float(local.mean()), 4),
        "agree": rounded(metrics.wilson_interval(int((agree & valid).sum()), max(int(agree.sum()), 1))),
        "distinct": count(made, valid),
        "new": round(float((valid & new).sum() / max(valid.sum(), 1)), 4),
        "short": round(float((made[:, -1] == 0).mean()), 4),
        "curve": curve,
    }
    return record, {"sentences": made.astype(np.int8)}
