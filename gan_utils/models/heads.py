"""A discriminator with further heads: besides real or fake, it says what a picture was made from."""

import keras
from keras import layers

from gan_utils._checked import whole
from gan_utils.models.parts import batch_norm, initializers, layer_called


def with_heads(
    discriminator, n_classes=0, n_uniform=0, hidden_units=None, feature_layer="features", seed=None, name=None
):
    """Return a discriminator with heads that share its trunk: weights, layers and features are the discriminator's own.

    With `n_classes` alone it is that of an AC-GAN, whose class head reads the features as the logit does. With
    `n_uniform` or both it is InfoGAN's, whose head Q guesses the codes.

    Args:
        discriminator: from samples to logits, shape (batch, 1), without labels, such as `dcgan_discriminator`.
        n_classes: how many classes the one head chooses from; 0 for no such head.
        n_uniform: how many continuous codes the other guesses, each by its mean; 0 for no such head.
        hidden_units: of a dense layer, with batch normalisation and LeakyReLU, between features and heads; None for
            heads that are linear in the features.
        feature_layer: name of the layer from which the heads grow.
        seed: fixes the heads' initial weights.
        name: of the model; the discriminator's with "_with_heads" by default.

    Returns:
        A `keras.Model` from samples to a dictionary of `logit`, (batch, 1), and, where they were asked for, the logits
        `classes`, (batch, n_classes), and the means `uniform`, (batch, n_uniform).

    Raises:
        ValueError: for a discriminator with labels or without that layer, no head at all, or a number out of range.

    Reference: Chen et al. 2016, arXiv:1606.03657, section 5 and appendix C.1; Odena et al. 2017, arXiv:1610.09585.

    >>> from gan_utils.models.mlp import mlp_discriminator
    >>> plain = mlp_discriminator((2,), (8,))
    >>> heads = with_heads(plain, n_classes=3, n_uniform=2, feature_layer=plain.layers[-2].name)
    >>> [(which, tuple(output.shape)) for which, output in heads.output.items()]
    [('logit', (None, 1)), ('classes', (None, 3)), ('uniform', (None, 2))]
    """
    if len(discriminator.inputs) != 1:
        raise ValueError(
            "this discriminator is given labels, so a head could read them off its input: build it without n_classes"
        )
    wanted = {"classes": whole(n_classes, "n_classes", 0), "uniform": whole(n_uniform, "n_uniform", 0)}
    if not any(wanted.values()):
        raise ValueError("there is no head to grow: give n_classes, n_uniform, or both")
    init = initializers(0.02, seed)
    x = layer_called(discriminator, feature_layer).output
    if hidden_units is not None:
        units = whole(hidden_units, "hidden_units", 1)
        x = layers.Dense(units, use_bias=False, kernel_initializer=init(), name="head_hidden")(x)
        x = layers.LeakyReLU(0.2, name="head_features")(batch_norm(x))
    outputs = {"logit": discriminator.outputs[0]}
    for which, width in wanted.items():
        if width:
            head = layers.Dense(width, kernel_initializer=init(), dtype="float32", name=f"head_{which}")
            outputs[which] = head(x)
    return keras.Model(discriminator.inputs[0], outputs, name=name or f"{discriminator.name}_with_heads")
