"""How near a restored picture is to the original, pixel by pixel: PSNR and SSIM, as scikit-image has them."""

import numpy as np


def psnr(real, restored):
    """Return the peak signal-to-noise ratio of each picture, 10·log10(255² / mean squared error), in decibels.

    Args:
        real, restored: uint8, or floats in [-1, 1], of one shape (n, height, width, channels).

    Returns:
        float64, shape (n,); infinite where nothing differs. Half the error is 6 dB more.

    Raises:
        ValueError: when the two differ in shape.

    >>> black = np.zeros((1, 8, 8, 1), "uint8")
    >>> round(psnr(black, black + 51).item(), 2)
    13.98
    """
    from skimage.metrics import peak_signal_noise_ratio

    def of(one, other):
        if (one == other).all():
            return np.inf  # where scikit-image would warn of a division by 0
        return peak_signal_noise_ratio(one, other, data_range=255)

    return np.array([of(*pair) for pair in zip(*_both(real, restored), strict=True)])


def ssim(real, restored):
    """Return the structural similarity of each picture: brightness, contrast and pattern in windows of 7 × 7.

    Args:
        real, restored: uint8, or floats in [-1, 1], of one shape (n, height, width, channels), sides at least 7.

    Returns:
        float64, shape (n,), at most 1, which is for pictures that do not differ.

    Raises:
        ValueError: when the two differ in shape, or are too small.

    Reference: Wang et al. 2004, doi:10.1109/TIP.2003.819861.

    >>> grey = np.full((1, 8, 8, 1), 100, "uint8")
    >>> ssim(grey, grey).item()
    1.0
    """
    from skimage.metrics import structural_similarity

    real, restored = _both(real, restored)
    if min(real.shape[1:3]) < 7:
        raise ValueError(f"ssim looks at windows of 7×7, and these pictures are {real.shape[1]}×{real.shape[2]}")
    score = lambda one, other: structural_similarity(one, other, channel_axis=-1, data_range=255)
    return np.array([score(*pair) for pair in zip(real, restored, strict=True)])


def _both(real, restored):
    from gan_utils.data.dataset import to_display

    real, restored = to_display(real), to_display(restored)
    if real.shape != restored.shape or real.ndim != 4:
        raise ValueError(
            f"the pictures have the shapes {real.shape} and {restored.shape}, expected one shape (n, height, width, "
            "channels): each restored picture is held against its own original"
        )
    return real, restored
