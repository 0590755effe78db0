"""Is this picture drawn by a machine? Features and a logistic regression, and what becomes of its answers."""

import numpy as np

from gan_course.experiments import common

N_TAUGHT, N_TESTED = 2000, 1000  # pictures of each kind
QUALITIES = (30, 95)  # of JPEG, between which a detector that is taught with it draws
TOUCHES = ("as it is", "half size and back", "blur", "JPEG 95", "JPEG 75", "JPEG 50", "JPEG 25")


def touched(images, how):
    """Return uint8 images as somebody may pass them on: one of `TOUCHES`.

    >>> touched(np.zeros((2, 28, 28, 1), "uint8"), "JPEG 50").shape
    (2, 28, 28, 1)
    """
    from gan_utils import data

    common.known("touch", how, TOUCHES)
    if how == "half size and back":
        return data.enlarged(data.shrunk(images, 2), images.shape[1:3])
    if how == "blur":
        return data.blurred(images, 0.7)
    return data.compressed(images, int(how.split()[1])) if how.startswith("JPEG") else images


def generated(name, n, seed):
    """Return n pictures of a shipped generator of digits, uint8, the classes or clusters as often as in its data.

    Args:
        name: "dcgan", "cgan" or "clusters".
        n, seed: how many, and of the draw.
    """
    from gan_utils import data, latent, models

    generator = models.load_pretrained(common.known("generator", name, ("dcgan", "cgan", "clusters")))
    shape = generator.input_shape
    z = latent.sample(n, (shape[0] if isinstance(shape, list) else shape)[-1], seed)
    if name == "dcgan":
        made = [generator(z[i : i + 250], training=False) for i in range(0, n, 250)]
    else:
        sizes = [1] * 10 if name == "cgan" else models.pretrained_card(name)["cluster_sizes"]
        labels = np.asarray(data.draw_labels(sizes, n, seed=seed + 1), np.int32)
        made = [generator([z[i : i + 250], labels[i : i + 250]], training=False) for i in range(0, n, 250)]
    return data.to_display(np.concatenate([np.asarray(part) for part in made]))


class Detector:
    """A logistic regression on features of a picture, each brought to mean 0 and spread 1 first.

    Args:
        looks_at: "spectrum" or "grey_levels", the extractor in `metrics`.
        real, fake: uint8 images to learn from.
        seed: of the qualities, where `compressed`.
        compressed: whether each picture is shown a second time, through JPEG of a quality of its own.

    Attributes:
        extractor: of the features; scaler, regression: scikit-learn's, as they were fitted.
    """

    def __init__(self, looks_at, real, fake, seed=0, compressed=False):
        from sklearn.linear_model import LogisticRegression
        from sklearn.preprocessing import StandardScaler
        from threadpoolctl import threadpool_limits

        from gan_utils import data, metrics

        images, truth = np.concatenate([real, fake]), np.repeat([0, 1], [len(real), len(fake)])
        if compressed:
            low, high = QUALITIES
            qualities = np.random.default_rng(seed).integers(low, high + 1, len(images))
            again = [data.compressed(image[None], int(q)) for image, q in zip(images, qualities, strict=True)]
            images, truth = np.concatenate([images, *again]), np.tile(truth, 2)
        self.extractor = getattr(metrics, common.known("extractor", looks_at, ("spectrum", "grey_levels")))()
        features = self.extractor.features(images)
        self.scaler = StandardScaler().fit(features)
        self.regression = LogisticRegression(C=0.01, max_iter=500)
        with threadpool_limits(1):
            self.regression.fit(self.scaler.transform(features), truth)

    def score(self, images):
        """Return log-odds that uint8 images are drawn by a machine, shape (n,); above 0 the detector says so."""
        return self.regression.decision_function(self.scaler.transform(self.extractor.features(images)))


def tested(detector, real, fake):
    """Return (share of right answers, share of fakes found, share of real ones taken for fakes)."""
    alarms, false_alarms = (float((detector.score(images) > 0).mean()) for images in (fake, real))
    return 0.5 * (alarms + 1 - false_alarms), alarms, false_alarms
