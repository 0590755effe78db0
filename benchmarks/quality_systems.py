"""The systems whose time to quality is measured, each trained in a process of its own: the workers of `quality`.

python -m benchmarks.quality_systems SYSTEM SEED SAMPLES [DATASET]
"""

import sys
import threading
import time

EPOCHS = 10**6  # training ends when the measurement does
N_CLASSES, BATCH_SIZE = 10, 64
EMA_DECAYS = {None: 0.995, N_CLASSES: 0.99}  # notebooks 03 and 04


class Pace:
    """A training that goes on in a thread of its own, and only while its clock has seconds left.

    The clock starts when the networks begin to be built, so what is compiled and traced counts; it stands still
    between two calls of `until`, while samples are judged or another system has its turn.

    Args:
        train: function of this pace that sets `sample`, and trains for ever, with a call of `step` after each step
            or after several.

    Attributes:
        seconds: of training so far.
        steps: so far.
        sample: function (n, seed) -> images in [-1, 1].

    >>> def train(pace):
    ...     while True:
    ...         time.sleep(0.01)
    ...         pace.step()
    >>> pace = Pace(train)
    >>> pace.until(0.05)
    >>> pace.seconds >= 0.05, pace.steps > 0
    (True, True)
    """

    def __init__(self, train):
        self.seconds, self.steps, self.sample = 0.0, 0, None
        self._until, self._error = 0.0, None
        self._may_train, self._waits = threading.Event(), threading.Event()
        threading.Thread(target=self._run, args=(train,), daemon=True).start()

    def _run(self, train):
        self._may_train.wait()
        try:
            train(self)
            raise RuntimeError("the training ended by itself: give it more epochs")
        except BaseException as error:
            self._error = error
            self._waits.set()

    def until(self, seconds):
        """Train until the end of the steps in which the clock reaches `seconds`; do nothing where it has already.

        Raises:
            RuntimeError: when the training failed, from what it raised.
        """
        if seconds <= self.seconds:
            return
        self._until = seconds
        self._waits.clear()
        self._resumed = time.perf_counter()
        self._may_train.set()
        self._waits.wait()
        if self._error is not None:
            raise RuntimeError(f"training failed after {self.steps} steps") from self._error

    def step(self, steps=1):
        """Count the steps just done, and wait here when the time is up."""
        self.steps += steps
        now = time.perf_counter()
        if self.seconds + now - self._resumed >= self._until:
            self.seconds += now - self._resumed
            self._may_train.clear()
            self._waits.set()
            self._may_train.wait()


def _fit(model, batches, pace, **settings):
    """Train a Keras model by its `fit`, in one call."""
    import keras

    from gan_utils.training.executing import after_several

    class Steps(keras.callbacks.Callback):
        @after_several
        def on_train_batch_end(self, batch, logs=None):
            execution = getattr(self.model, "execution", None)  # none in a peer's model, which does one step at a time
            pace.step(1 if execution is None else execution.steps)

    model.fit(batches, epochs=EPOCHS, callbacks=[Steps()], verbose=0, **settings)


def course(digits, seed, pace):
    """Train notebook 03's recipe at the profile laptop."""
    from gan_course.experiments import pretrain

    gan = pretrain.digit_gan(digits.image_shape, seed, EMA_DECAYS[None])
    pace.sample = lambda n, seed: gan.generate(n, seed=seed)
    _fit(gan, digits.batches(BATCH_SIZE, seed=seed), pace)


def course_clusters(digits, seed, pace):
    """Train the row "50 clusters" of the table that ends notebook 03, `gan-course unlabelled`: no labels are needed."""
    import numpy as np

    from gan_course.experiments import pretrain, unlabelled
    from gan_utils import data

    clustered = digits.clustered(pretrain.N_CLUSTERS, seed=seed)
    sizes = np.bincount(clustered.labels)
    gan = pretrain.digit_gan(digits.image_shape, seed, unlabelled.EMA_DECAY, pretrain.N_CLUSTERS)
    pace.sample = lambda n, seed: gan.generate(labels=data.draw_labels(sizes, n, seed=seed), seed=seed)
    _fit(gan, clustered.batches(BATCH_SIZE, seed=seed, labels=True), pace)


def course_conditional(digits, seed, pace):
    """Train notebook 04's recipe at the profile laptop."""
    from gan_course.experiments import pretrain

    gan = pretrain.digit_gan(digits.image_shape, seed, EMA_DECAYS[N_CLASSES], N_CLASSES)
    pace.sample = lambda n, seed: gan.generate(labels=asked(n), seed=seed)
    _fit(gan, digits.batches(BATCH_SIZE, seed=seed, labels=True), pace)


def tutorial(digits, seed, pace):
    """Train the recipe of TensorFlow's DCGAN tutorial, by its own loop."""
    from benchmarks.peers import tensorflow_dcgan

    loop = tensorflow_dcgan.Loop(digits.images, seed=seed)
    pace.sample = loop.generate
    while True:
        loop.train(1)
        pace.step()


def tutorial_networks(digits, seed, pace):
    """Train the tutorial's networks as notebook 03 trains its own: loss, optimizers, batch size and moving average."""
    import keras

    from benchmarks.peers import tensorflow_dcgan

    keras.utils.set_random_seed(seed)
    gan = as_in_the_course(tensorflow_dcgan.generator(), tensorflow_dcgan.discriminator(), digits, seed)
    pace.sample = lambda n, seed: gan.generate(n, seed=seed)
    _fit(gan, digits.batches(BATCH_SIZE, seed=seed), pace)


def as_in_the_course(generator, discriminator, digits, seed):
    """Return a `GAN` of two networks, compiled as `pretrain.digit_gan` compiles notebook 03's."""
    from gan_course.experiments import pretrain
    from gan_utils import training

    like = pretrain.digit_gan(digits.image_shape, seed, EMA_DECAYS[None])
    again = lambda optimizer: type(optimizer).from_config(optimizer.get_config())
    gan = training.GAN(generator, discriminator, seed=seed)
    gan.compile(
        loss=like.gan_loss,
        g_optimizer=again(like.g_optimizer),
        d_optimizer=again(like.d_optimizer),
        ema_decay=like.ema_decay,
        ema_warmup=like.ema_warmup,
    )
    return gan


def course_networks(digits, seed, pace):
    """Train notebook 03's networks by the tutorial's loop: its optimizers, its batch size, no moving average."""
    from benchmarks.peers import tensorflow_dcgan
    from gan_course.experiments import pretrain

    like = pretrain.digit_gan(digits.image_shape, seed, EMA_DECAYS[None])
    loop = tensorflow_dcgan.Loop(digits.images, networks=(like.generator, like.discriminator), seed=seed)
    pace.sample = loop.generate
    while True:
        loop.train(1)
        pace.step()


def example_fixed(digits, seed, pace, label_map="fixed"):
    """Train the recipe of Keras' conditional GAN example with its label map put right."""
    from benchmarks.peers import keras_cgan

    gan = keras_cgan.ConditionalGAN(label_map, seed=seed)
    pace.sample = lambda n, seed: gan.generate(asked(n), seed=seed)
    batches = keras_cgan.batches(digits.images, digits.labels, seed=seed)
    _fit(gan, batches, pace, shuffle=False)  # the batches are shuffled already


def example_published(digits, seed, pace):
    """Train the recipe of Keras' conditional GAN example as published."""
    example_fixed(digits, seed, pace, label_map="published")


UNLABELLED = (course, course_clusters, tutorial, tutorial_networks, course_networks)
SYSTEMS = {system.__name__: system for system in (*UNLABELLED, course_conditional, example_fixed, example_published)}
CONDITIONAL = ("course_conditional", "example_fixed", "example_published")


def asked(n):
    """Return the labels that a conditional generator is asked for, each class alike, ints of shape (n,)."""
    import numpy as np

    return np.arange(n) % N_CLASSES


def training_digits(dataset):
    """Return the digits that a system learns from: a training part, less whatever it shares with the held-out digits.

    Args:
        dataset: "mnist5k", which shares none, or "mnist", out of which mnist5k was taken.
    """
    import numpy as np

    from gan_utils import data

    digits = data.load(dataset)
    held_out = {image.tobytes() for image in data.load("mnist5k", "test").images}
    own = [image.tobytes() not in held_out for image in digits.images]
    return digits if all(own) else digits.subset(np.flatnonzero(own))


class Judge:
    """Scores images by the course's classifier against the held-out digits."""

    def __init__(self):
        from gan_utils import data, metrics

        self.classifier = metrics.digit_classifier()
        self.real = self.classifier.features(data.load("mnist5k", "test").images)

    def score(self, images, labels=None):
        """Return a dictionary of fcd, inception_score and, where labels were asked for, agreement with them."""
        from gan_utils import metrics

        outputs = self.classifier.outputs(images)
        scores = {
            "fcd": float(metrics.frechet_distance(outputs["features"], self.real)),
            "inception_score": metrics.inception_score(outputs["probabilities"]),
        }
        if labels is not None:
            scores["agreement"] = metrics.label_agreement(outputs["probabilities"], labels).share
        return scores


def main(name, seed, samples, dataset="mnist5k"):
    """Be the worker of one system: say how real digits score, then train to each time asked for, and judge there."""
    import numpy as np

    # all that any system imports, before a clock starts
    from benchmarks import measure
    from benchmarks.peers import keras_cgan, tensorflow_dcgan  # noqa: F401
    from gan_course.experiments import pretrain  # noqa: F401

    seed, samples = int(seed), int(samples)
    digits, judge = training_digits(dataset), Judge()
    some = digits.subset(np.random.default_rng(0).permutation(len(digits))[:samples])
    pace = Pace(lambda pace: SYSTEMS[name](digits, seed, pace))
    labels = asked(samples) if name in CONDITIONAL else None

    def answer(until, judged):
        pace.until(until)
        place = {"seconds": pace.seconds, "steps": pace.steps}
        return place | (judge.score(pace.sample(samples, seed + 1), labels) if judged else {})

    measure.serve(answer, ready={"real": judge.score(some.images, some.labels), "digits": len(digits)})


if __name__ == "__main__":
    main(*sys.argv[1:])
