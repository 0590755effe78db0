"""What is measured on the way: the distance, D's gap, and how near the samples are to the training images."""

import time

import keras
import numpy as np

from gan_utils import data, metrics

N_MEASURED = 500  # images of each kind for D's gap, at most


def mean_logits(discriminator, images, batch_size=250):
    """Return the mean logit of uint8 images, in inference mode."""
    logits = [
        np.asarray(discriminator(data.to_model(images[start : start + batch_size]), training=False))
        for start in range(0, len(images), batch_size)
    ]
    return float(np.concatenate(logits).mean())


def some(images, n, seed):
    """Return n of the images, or all when there are fewer."""
    order = np.random.default_rng(seed).permutation(len(images))
    return images[np.sort(order[:n])]


class Watcher(keras.callbacks.Callback):
    """Measure at the first step, then at every `every`th; its own time does not count as training.

    Args:
        images: the training `ImageDataset`; unseen: the one that no run sees.
        seed: of the samples.
        every: steps between two measurements.
        n_samples: how many samples are scored.
    """

    def __init__(self, images, unseen, seed, every, n_samples):
        super().__init__()
        self.images, self.unseen, self.every, self.n_samples = images.images, unseen.images, every, n_samples
        self.seed, self.step, self.training_seconds = seed, 0, 0.0
        self.curve = {"step": [], "fcd": [], "logit_train": [], "logit_unseen": []}
        self.classifier = metrics.digit_classifier()
        self.unseen_features = self.classifier.features(self.unseen)

    def on_train_begin(self, logs=None):
        self.measure()
        self.began = time.perf_counter()

    def on_train_batch_end(self, batch, logs=None):
        self.step += 1
        if self.step == 1:  # the first step compiles
            self.began = time.perf_counter()
        if self.step % self.every == 0:
            self.training_seconds += time.perf_counter() - self.began
            self.measure()
            self.began = time.perf_counter()

    def on_train_end(self, logs=None):
        if self.step % self.every:
            self.training_seconds += time.perf_counter() - self.began
            self.measure()

    def measure(self):
        self.samples = data.to_display(self.model.generate(self.n_samples, seed=self.seed + 1))
        self.features = self.classifier.features(self.samples)
        n = min(N_MEASURED, len(self.images))
        logits = [
            mean_logits(self.model.discriminator, some(images, n, self.seed))
            for images in (self.images, self.unseen)
        ]
        fcd = metrics.frechet_distance(self.unseen_features, self.features)
        for key, value in zip(self.curve, (self.step, fcd, *logits), strict=True):
            self.curve[key].append(value if key == "step" else round(value, 3))

    def record(self):
        """Return the table's entries: the last values, the curve, and the memorisation."""
        return {
            "fcd": self.curve["fcd"][-1],
            "gap": round(self.curve["logit_train"][-1] - self.curve["logit_unseen"][-1], 3),
            **self.memorisation(),
            "curve": self.curve,
        }

    def pictures(self, n):
        """Return the first n of the last samples, uint8."""
        return self.samples[:n]

    def memorisation(self):
        """Return the share nearer to training images than to unseen ones, for the samples and for real digits.

        Half of the unseen digits are the held-out side. The other half are asked too: what they get is what a
        generator without memory would get, and with small sets that is not exactly ½.
        """
        order = np.random.default_rng(self.seed).permutation(len(self.unseen))
        held_out, fresh = np.array_split(order, 2)
        features = self.features, self.classifier.features(self.images), self.unseen_features
        flat = [images.reshape(len(images), -1) for images in (self.samples[:500], self.images, self.unseen)]
        record = {}
        for end, (samples, train, unseen) in (("", features), ("_pixels", flat)):
            found, real = (
                metrics.memorisation(cloud, train, unseen[held_out], seed=self.seed)._asdict()
                for cloud in (samples, unseen[fresh])
            )
            kept = found if not end else {key: found[key] for key in ("share", "copies")}
            record |= {f"{key}{end}": round(value, 4) for key, value in kept.items()}
            record |= {f"{key}_real{end}": round(real[key], 4) for key in ("share", "copies")}
        return record
