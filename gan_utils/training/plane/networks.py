"""The two players of the plane laboratory."""

import keras

from gan_utils import models


def plane_networks(widths=(128, 128), latent_dim=2):
    """Return a function seed -> (generator, discriminator) for points in the plane, dense, as in notebook 02.

    >>> [network.output_shape for network in plane_networks((8,))(0)]
    [(None, 2), (None, 1)]
    """

    def build(seed):
        keras.utils.set_random_seed(seed)
        generator = models.mlp_generator((2,), latent_dim, widths, activation=None)
        return generator, models.mlp_discriminator((2,), widths)

    return build
