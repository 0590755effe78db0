"""How good are the samples? Features → statistics → scalar, each a plain function of arrays.

Only the feature extractors that are networks import TensorFlow; it loads when one of them is first used.
"""

from gan_utils.metrics.agreement import Agreement, class_shares, label_agreement, wilson_interval
from gan_utils.metrics.classes import ClassCoverage, by_class, class_coverage
from gan_utils.metrics.density import Bound, decoder_log_density, importance_bound, parzen_log_density
from gan_utils.metrics.evaluation import evaluate
from gan_utils.metrics.frechet import GaussianStatistics, frechet_distance, stream_statistics
from gan_utils.metrics.images import GreyLevels, Pixels, Spectrum
from gan_utils.metrics.inception_score import InceptionScore, inception_score, inception_score_over_splits
from gan_utils.metrics.kernel import KernelDistance, kernel_distance, polynomial_kernel_distance
from gan_utils.metrics.marks import bit_threshold, false_positive_rate, matching_bits
from gan_utils.metrics.matching import CodeAgreement, best_matching, code_agreement, count_pairs, explained
from gan_utils.metrics.memorisation import CopyingTest, Memorisation, copying_test, memorisation, normalised_gap
from gan_utils.metrics.motion import Motion, motion
from gan_utils.metrics.neighbours import (
    DensityCoverage,
    Neighbours,
    PrecisionRecall,
    density_coverage,
    nearest_neighbours,
    precision_recall,
)
from gan_utils.metrics.ranking import Auc, auc
from gan_utils.metrics.report import Evaluation
from gan_utils.metrics.restoration import psnr, ssim
from gan_utils.metrics.sound import Pitches, log_spectral_distance, pitches
from gan_utils.metrics.stacked import read_stacked, stacked_modes
from gan_utils.metrics.tables import (
    TwoSamples,
    correlation_distance,
    marginal_distances,
    trained_accuracy,
    two_sample_test,
)

__all__ = [
    "Agreement",
    "Auc",
    "Bound",
    "ClassCoverage",
    "CodeAgreement",
    "CopyingTest",
    "DensityCoverage",
    "Evaluation",
    "GaussianStatistics",
    "InceptionScore",
    "KernelDistance",
    "Memorisation",
    "Motion",
    "Neighbours",
    "Pitches",
    "PrecisionRecall",
    "TwoSamples",
    "auc",
    "best_matching",
    "bit_threshold",
    "by_class",
    "class_coverage",
    "class_shares",
    "code_agreement",
    "copying_test",
    "correlation_distance",
    "count_pairs",
    "decoder_log_density",
    "density_coverage",
    "digit_classifier",
    "evaluate",
    "explained",
    "false_positive_rate",
    "frechet_distance",
    "grey_levels",
    "importance_bound",
    "inception_score",
    "inception_score_over_splits",
    "inception_v3",
    "kernel_distance",
    "label_agreement",
    "log_spectral_distance",
    "marginal_distances",
    "matching_bits",
    "memorisation",
    "motion",
    "nearest_neighbours",
    "normalised_gap",
    "parzen_log_density",
    "pitches",
    "pixels",
    "polynomial_kernel_distance",
    "precision_recall",
    "psnr",
    "random_network",
    "read_stacked",
    "spectrum",
    "sprite_classifier",
    "ssim",
    "stacked_modes",
    "stream_statistics",
    "trained_accuracy",
    "two_sample_test",
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


def sprite_classifier():
    """Return the course's pretrained judge of sprites, a `features.SpriteClassifier`, loaded once.

    >>> from gan_utils import data
    >>> sprite_classifier().recognisable(data.load("sprites", "test").images[:2]).tolist()
    [True, True]
    """
    from gan_utils.metrics.features import pretrained_sprite_classifier

    return pretrained_sprite_classifier()


def pixels():
    """Return the extractor whose features are the pixels themselves.

    >>> import numpy as np
    >>> pixels().features(np.zeros((2, 8, 8, 1), "uint8")).shape
    (2, 64)
    """
    return Pixels()


def spectrum():
    """Return the extractor whose features are how much of each frequency an image holds.

    >>> import numpy as np
    >>> spectrum().features(np.zeros((2, 8, 8, 1), "uint8")).shape
    (2, 64)
    """
    return Spectrum()


def grey_levels():
    """Return the extractor whose features are how many pixels have which grey level.

    >>> import numpy as np
    >>> grey_levels().features(np.zeros((2, 8, 8, 1), "uint8")).shape
    (2, 32)
    """
    return GreyLevels()


def random_network(image_shape, seed=0):
    """Return an extractor with three convolutions that were never trained, 64 features.

    Its distances see textures and shares of ink, and know nothing of classes.

    Args:
        image_shape: (height, width, channels).
        seed: of the weights; the same one gives the same features.

    >>> import numpy as np
    >>> random_network((8, 8, 3)).features(np.zeros((2, 8, 8, 3), "uint8")).shape
    (2, 64)
    """
    from gan_utils.metrics.features import untrained_network

    return untrained_network(tuple(image_shape), seed)


def inception_v3(weights="imagenet"):
    """Return Keras' Inception-v3 up to its last pooling as an extractor, 2,048 features.

    Images of any size are enlarged to 299×299, grey ones get three equal channels. FID is the Fréchet distance in the
    features of one TensorFlow graph (2015-12-05). These weights are others, so the distance in them is not FID: call it
    the Fréchet distance in Keras-Inception features, and compare it with itself, not with a table in a paper. Take more
    than 2,048 images, and expect some 10 to 30 a second on a laptop's processor.

    Args:
        weights: "imagenet" downloads 88 MB once; a path reads them from there; None leaves the network untrained.

    Raises:
        ConnectionError: when the weights cannot be downloaded, naming the extractors that need none.
        ValueError: when the path does not exist.

    Reference: Szegedy et al. 2016, arXiv:1512.00567; Heusel et al. 2017, arXiv:1706.08500, section 2.

    >>> from gan_utils import data
    >>> digits, held_out = data.load("mnist", "train"), data.load("mnist", "test")  # doctest: +SKIP
    >>> real = stream_statistics(inception_v3(), digits.images)  # doctest: +SKIP
    >>> frechet_distance(real, stream_statistics(inception_v3(), held_out.images))  # doctest: +SKIP
    """
    from gan_utils.metrics.inception_network import inception_network

    return inception_network(weights)
