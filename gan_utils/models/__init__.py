"""Networks as functions that return a `keras.Model`.

Generators end in tanh, so images are in [-1, 1]; discriminators return logits of shape (batch, 1). With
`n_classes` a model is conditional: `generator([z, labels])`, `discriminator([x, labels])`, labels int32 (batch,).
`with_heads(discriminator, …)` lets it also say what a picture was made from.
An `encoder(x)` gives mean and log-variance of z, and a `decoder(z)` leads back.
A `watermark_encoder([x, bits])` hides bits in a picture, and a `watermark_decoder(x)` reads them again.
From picture to picture go `unet(x)`, and `patch_discriminator([x, y])`, which gives a logit a patch.
A flow has `velocity_mlp([x, t])` or `velocity_unet([x, t])`, and `one_step(velocity)` makes a generator of it.
"""

from gan_utils import _keras  # noqa: F401
from gan_utils.models.attention import SelfAttention
from gan_utils.models.classifier import digit_classifier, sprite_classifier
from gan_utils.models.dcgan import dcgan_discriminator, dcgan_generator
from gan_utils.models.densenet import densenet_discriminator, densenet_generator
from gan_utils.models.encoder import decoder, encoder, mlp_encoder
from gan_utils.models.generators import generator_card, load_generator, save_generator
from gan_utils.models.grouped import ClippedPicture, GroupedConv2D
from gan_utils.models.gumbel import gumbel_noise, gumbel_softmax, with_gumbel
from gan_utils.models.heads import with_heads
from gan_utils.models.labels import conditional_mixer, label_channels
from gan_utils.models.mixed_precision import PRECISIONS, precision
from gan_utils.models.mlp import mlp_discriminator, mlp_generator
from gan_utils.models.parts import rectifiers
from gan_utils.models.pretrained import load_pretrained, pretrained_card, save_pretrained
from gan_utils.models.r3gan import he_scaled, r3_block, r3_discriminator, r3_generator
from gan_utils.models.resampling import SmoothDouble, SmoothHalve
from gan_utils.models.resnet import resnet_discriminator, resnet_generator
from gan_utils.models.style import ModulatedConv2D, demodulation, mapping, style_generator
from gan_utils.models.tokenizer import quantise, tokenizer
from gan_utils.models.unet import patch_discriminator, unet
from gan_utils.models.velocity import one_step, velocity_mlp, velocity_unet
from gan_utils.models.vocoder import vocoder
from gan_utils.models.watermark import watermark_decoder, watermark_encoder
from gan_utils.models.weights import load_weights, save_weights

__all__ = [
    "PRECISIONS",
    "ClippedPicture",
    "GroupedConv2D",
    "ModulatedConv2D",
    "SelfAttention",
    "SmoothDouble",
    "SmoothHalve",
    "conditional_mixer",
    "dcgan_discriminator",
    "dcgan_generator",
    "decoder",
    "demodulation",
    "densenet_discriminator",
    "densenet_generator",
    "digit_classifier",
    "encoder",
    "generator_card",
    "gumbel_noise",
    "gumbel_softmax",
    "he_scaled",
    "label_channels",
    "load_generator",
    "load_pretrained",
    "load_weights",
    "mapping",
    "mlp_discriminator",
    "mlp_encoder",
    "mlp_generator",
    "one_step",
    "patch_discriminator",
    "precision",
    "pretrained_card",
    "quantise",
    "r3_block",
    "r3_discriminator",
    "r3_generator",
    "rectifiers",
    "resnet_discriminator",
    "resnet_generator",
    "save_generator",
    "save_pretrained",
    "save_weights",
    "sprite_classifier",
    "style_generator",
    "tokenizer",
    "unet",
    "velocity_mlp",
    "velocity_unet",
    "vocoder",
    "watermark_decoder",
    "watermark_encoder",
    "with_gumbel",
    "with_heads",
]
