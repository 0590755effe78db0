"""How good are the samples? Features → statistics → scalar, each a plain function of arrays.

Only `features` imports TensorFlow; it loads when `digit_classifier` is first used.
"""

from gan_utils.metrics.agreement import Agreement, class_shares, label_agreement, wilson_interval
from gan_utils.metrics.frechet import frechet_distance
from gan_utils.metrics.inception import inception_score

__all__ = [
    "Agreement",
    "class_shares",
    "digit_classifier",
    "frechet_distance",
    "inception_score",
    "label_agreement",
    "wilson_interval",
]


def digit_classifier():
    """Return the course's pretrained `features.DigitClassifier`, loaded once.

    >>> import numpy as np
    >>> digit_classifier().features(np.zeros((2, 28, 28, 1), "uint8")).shape
    (2, 64)
    """
    from gan_utils.metrics.features import pretrained_digit_classifier

    return pretrained_digit_classifier()
