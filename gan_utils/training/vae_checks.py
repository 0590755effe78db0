"""What `VAE` checks before it starts: that its networks and samples fit each other, and that there is a density."""

import numpy as np

from gan_utils.training import checks, pairs_checks


def check_networks(encoder, decoder, discriminator):
    """Raise a `ValueError` when encoder and decoder are not each other's way back, or D takes something else."""
    checks.check_built("decoder", decoder, "models.decoder(…)", "nothing")
    if not hasattr(encoder, "outputs") or len(encoder.outputs or ()) != 2:
        raise ValueError(
            f"the encoder must be a keras.Model that returns [mean, log-variance] of z, such as models.encoder(…), got "
            f"{getattr(encoder, 'name', encoder)!r}"
        )
    latent, wanted = tuple(decoder.inputs[0].shape[1:]), tuple(decoder.output_shape[1:])
    if len(decoder.inputs) != 1 or len(latent) != 1:
        raise ValueError("the decoder must take z alone, shape (batch, latent_dim), such as models.decoder(…)")
    got = [tuple(each.shape[1:]) for each in encoder.outputs]
    if got != [latent, latent]:
        raise ValueError(
            f"the encoder returns {got[0]} and {got[1]}, but the decoder takes {latent}: build both with the same "
            "latent_dim"
        )
    taken = tuple(encoder.inputs[0].shape[1:])
    if taken != wanted:
        raise ValueError(
            f"the encoder takes samples of shape {taken} but the decoder makes {wanted}: build both with the same shape"
        )
    if discriminator is not None:
        checks.check_networks(decoder, discriminator)
        if len(discriminator.inputs) != 1:
            raise ValueError("the discriminator of a VAE takes samples alone: build it without n_classes")


def checked_samples(x, shape):
    """Return samples as float32, or raise a `ValueError` that says what they should be; pictures are in [-1, 1]."""
    if len(shape) == 3:
        return pairs_checks.checked_pictures(x, shape)
    x = np.asarray(x)
    if x.shape[1:] != shape or x.ndim != 1 + len(shape) or x.dtype.kind not in "fiu" or not np.isfinite(x).all():
        raise ValueError(
            f"the samples have shape {x.shape} and type {x.dtype}, expected (n, {', '.join(map(str, shape))}) of "
            "finite numbers: one sample by itself is sample[None]"
        )
    return x.astype(np.float32)


def check_has_density(vae, seed):
    """Raise a `ValueError` where log p(x|z) is not set, or is one of features."""
    if vae.discriminator is not None:
        raise ValueError(
            "this VAE has a discriminator: its Gaussian lies around features, so it gives no density of x; train one "
            "without a discriminator"
        )
    if not vae.compiled:
        raise ValueError(f"this VAE is not compiled: {vae.name}.compile(deviation=…) sets p(x|z)")
    if seed is None:
        raise ValueError("log_weights needs a seed, so that the same call gives the same draws")
