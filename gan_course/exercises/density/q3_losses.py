"""Exercise 3 of notebook 10: what teaches the encoder of a VAE-GAN, and what its decoder."""

from gan_course.exercises.asking import expect, parts
from gan_course.exercises.base import Exercise

q3 = Exercise(
    "10_vae_and_density",
    3,
    "who is taught by what?",
    ["two_losses"],
    points=1,
    why="Each network hears what it can do something about; an encoder that heard D would learn to please it.",
    hints=[
        "Of the three terms, which does the text of section 5 keep from the encoder, and which from the decoder?",
        "One term stands in both losses; with γ in one of the two.",
        "`return ____ + ____, feature_weight * ____ + ____`",
    ],
)


def _slips(rebuild, kl, through, weight):
    """Return rows (encoder's loss, decoder's loss, message) of the usual mistakes."""
    encoder, decoder = rebuild + kl, weight * rebuild + through
    return [
        (decoder, encoder, "The two are swapped: the encoder's loss comes first."),
        (encoder + through, decoder, "The encoder hears the discriminator here: leave `through` to the decoder."),
        (weight * rebuild + kl, decoder, "γ weighs what the decoder hears; the encoder takes rebuilding in full."),
        (rebuild, decoder, "The encoder's KL term is missing: nothing would keep its codes near the prior."),
        (kl, decoder, "The encoder has to help rebuilding, too."),
        (encoder, rebuild + through, "γ is missing in the decoder's loss."),
        (encoder, rebuild + weight * through, "γ weighs rebuilding, not the discriminator's term."),
        (encoder, decoder + kl, "The KL term does not depend on the decoder."),
        (encoder, weight * (rebuild + through), "γ weighs rebuilding alone."),
        (encoder, through, "The decoder has to rebuild, too."),
        (encoder, weight * rebuild - through, "`through` is already a loss: both terms are to fall."),
        (encoder, weight * rebuild, "The decoder's own opponent is missing: `through`."),
    ]


@q3.check_with
def _both(two_losses, rng):
    for case in ((3.0, 2.0, 5.0, 0.1), tuple(float(x) for x in rng.uniform(0.2, 4.0, 4).round(2))):
        rebuild, kl, through, weight = case
        got = parts(two_losses(*case), "the encoder's loss", "the decoder's loss")
        slips = [((a, b), message) for a, b, message in _slips(*case)]
        wanted = rebuild + kl, weight * rebuild + through
        expect(got, wanted, "Encoder: rebuilding and KL. Decoder: γ · rebuilding and the discriminator.", slips=slips)
