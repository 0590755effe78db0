"""Moving about in the generator's input: paths, directions, and what they do to a picture. No TensorFlow.

>>> import numpy as np
>>> from gan_utils import latent
>>> latent.slerp(np.array([1.0, 0.0]), np.array([0.0, 1.0]), 0.5).round(3)
array([0.707, 0.707])
"""

from gan_utils.latent.attributes import height, ink, slant, thickness, width
from gan_utils.latent.directions import (
    AttributeDirection,
    PrincipalDirections,
    attribute_direction,
    closed_form_directions,
    compose,
    coordinates,
    principal_directions,
    without,
)
from gan_utils.latent.flow import METHODS, Integrated, integrate
from gan_utils.latent.naming import NamedDirection, name_directions
from gan_utils.latent.paths import equal_steps, lerp, path, slerp
from gan_utils.latent.points import expected_norm, mix_classes, sample, truncate, truncated_sample

__all__ = [
    "METHODS",
    "AttributeDirection",
    "Integrated",
    "NamedDirection",
    "PrincipalDirections",
    "attribute_direction",
    "closed_form_directions",
    "compose",
    "coordinates",
    "equal_steps",
    "expected_norm",
    "height",
    "ink",
    "integrate",
    "lerp",
    "mix_classes",
    "name_directions",
    "path",
    "principal_directions",
    "sample",
    "slant",
    "slerp",
    "thickness",
    "truncate",
    "truncated_sample",
    "width",
    "without",
]
