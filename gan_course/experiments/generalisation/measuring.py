"""What is measured on the way: the distance, D's gap, and how near the samples are to the training images."""

import keras
import numpy as np

from gan_course.experiments import common
from gan_utils import data, metrics

N_MEASURED = 500  # images of each kind for D's gap, at most
LOGITS_EVERY = 500  # steps


def mean_logits(discriminator, images, batch_size=250):
    """Return the mean logit of uint8 images, in inference mode."""
    logits = [
        np.asarray(discriminator(data.to_model(images[start : start + batch_size]), training=False))
        for start in range(0, len(images), batch_size)
    ]
    return float(np.concatenate(logits).mean())


def flat(images):
    """Return each image as a row of pixels."""
    return images.reshape(len(images), -1)


def some(images, n, seed):
    """Return n of the images, or all when there are fewer."""
    order = np.random.default_rng(seed).permutation(len(images))
    return images[np.sort(order[:n])]


class Watcher(keras.callbacks.Callback):
    """Measure before the first step, then every so often; its own time does not count as training.

    Args:
        images: the training `ImageDataset`; unseen: the one that no run sees.
        seed: of the samples, and of the choice of images where not all are taken.
        every: steps between two scores of samples.
        n_samples: how many samples are scored.

    Attributes:
        curve: dictionary of lists: step, fcd, fcd_raw, share, copies; the first distance is the average's, the second
            the generator's own; the last two as `metrics.memorisation` defines them.
        logits: dictionary of lists: step, train, unseen, fake; D's mean logit of real images and of samples.
    """

    def __init__(self, images, unseen, seed, every, n_samples):
        super().__init__()
        self.seed, self.every, self.n_samples = seed, every, n_samples
        self.step = 0
        self.curve = {"step": [], "fcd": [], "fcd_raw": [], "share": [], "copies": []}
        self.logits = {"step": [], "train": [], "unseen": [], "fake": []}
        self.shown = [some(each.images, N_MEASURED, seed) for each in (images, unseen)]
        self.classifier = metrics.digit_classifier()
        # Half of the unseen digits are the held-out side; the other half say what real digits would get.
        halves = np.array_split(np.random.default_rng(seed).permutation(len(unseen)), 2)
        self.in_features = self._spaces(self.classifier.features, images.images, unseen.images, halves)
        self.in_pixels = self._spaces(flat, images.images, unseen.images, halves)
        self.unseen_features = self.classifier.features(unseen.images)

    @staticmethod
    def _spaces(space, images, unseen, halves):
        return [space(images), *(space(unseen[half]) for half in halves)]

    def on_train_begin(self, logs=None):
        self.measure_logits()
        self.score()

    def on_train_batch_end(self, batch, logs=None):
        self.step += 1
        scored = self.step % self.every == 0
        if scored or self.step % min(self.every, LOGITS_EVERY) == 0:
            self.measure_logits()
        if scored:
            self.score()

    def on_train_end(self, logs=None):
        if self.step != self.curve["step"][-1]:
            self.measure_logits()
            self.score()

    def measure_logits(self):
        """Add D's mean logit of training images, of unseen ones, and of samples."""
        if self.logits["step"][-1:] == [self.step]:
            return
        fakes = data.to_display(self.model.generate(N_MEASURED, seed=self.seed + 2))
        means = [mean_logits(self.model.discriminator, images) for images in (*self.shown, fakes)]
        for key, value in zip(self.logits, (self.step, *means), strict=True):
            self.logits[key].append(value if key == "step" else round(value, 3))

    def score(self):
        """Draw samples and add their scores."""
        self.samples = data.to_display(self.model.generate(self.n_samples, seed=self.seed + 1))
        features = self.classifier.features(self.samples)
        train, held_out, _ = self.in_features
        self.found = metrics.memorisation(features, train, held_out, seed=self.seed)
        raw = self.classifier.features(common.drawn(self.model.generator, self.n_samples, seed=self.seed + 1))
        fcd, fcd_raw = (round(metrics.frechet_distance(self.unseen_features, each), 3) for each in (features, raw))
        values = self.step, fcd, fcd_raw, round(self.found.share, 4), round(self.found.copies, 4)
        for key, value in zip(self.curve, values, strict=True):
            self.curve[key].append(value)

    def record(self):
        """Return the table's entries: the last scores, what real digits get for them, and both curves.

        The gap is D's mean logit of training images less that of unseen ones.
        """
        real = self._real(self.in_features)
        train, held_out, _ = self.in_pixels
        pixels = metrics.memorisation(flat(self.samples[:500]), train, held_out, seed=self.seed)
        shares = {
            **self.found._asdict(),
            "share_real": real.share,
            "copies_real": real.copies,
            "share_pixels": pixels.share,
            "copies_pixels": pixels.copies,
            "share_real_pixels": self._real(self.in_pixels).share,
        }
        return {
            "fcd": self.curve["fcd"][-1],
            "fcd_raw": self.curve["fcd_raw"][-1],
            "gap": round(self.logits["train"][-1] - self.logits["unseen"][-1], 3),
            **{key: round(value, 4) for key, value in shares.items()},
            "curve": self.curve,
            "logits": self.logits,
        }

    def _real(self, spaces):
        train, held_out, fresh = spaces
        return metrics.memorisation(fresh, train, held_out, seed=self.seed)

    def pictures(self, n):
        """Return the first n of the last samples, uint8."""
        return self.samples[:n]
