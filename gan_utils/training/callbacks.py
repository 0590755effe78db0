"""Callbacks that look at a run while it goes on."""

import time
import warnings

import keras
import numpy as np

from gan_utils._checked import real, whole
from gan_utils.latent import sample as sample_latents
from gan_utils.training.executing import after_several


class _FixedLatents(keras.callbacks.Callback):
    """Draws the same latents (and labels) again and again, so that pictures of different times can be compared."""

    def __init__(self, n, labels, seed):
        super().__init__()
        self.n, self.labels, self.seed = whole(n, "n, how many samples are drawn,", 1), labels, seed

    def samples(self):
        """Return the samples of the fixed latents now, shape (n, …)."""
        z = sample_latents(self.n, self.model.latent_dim, self.seed)
        labels = self.labels
        if self.model.generator_is_conditional and labels is None:
            labels = np.arange(self.n) % self.model.n_classes
        return self.model.generate(z=z, labels=labels)


class SampleGrid(_FixedLatents):
    """Keep the samples of fixed latents at the start and every `every` epochs: the film of a run.

    `plotting.save_gif("film.gif", grid.frames)` writes it to a file.

    Args:
        n: samples a frame.
        every: epochs between two frames.
        labels: classes for a conditional generator; 0, 1, 2, … by default.
        seed: of the fixed latents.

    Attributes:
        frames: list of float32 arrays, shape (n, height, width, channels), in [-1, 1].
        steps: the step at which each frame was made.

    >>> SampleGrid(n=4).frames
    []
    """

    def __init__(self, n=16, every=1, labels=None, seed=0):
        super().__init__(n, labels, seed)
        self.every, self.frames, self.steps = whole(every, "every, the epochs between two frames,", 1), [], []

    def _keep(self):
        self.frames.append(self.samples())
        self.steps.append(self.model.steps_done)

    def on_train_begin(self, logs=None):
        if not self.frames:
            self._keep()

    def on_epoch_end(self, epoch, logs=None):
        if (epoch + 1) % self.every == 0:
            self._keep()


class KeepBest(_FixedLatents):
    """Score the generator every so often, and keep the weights with the best score: a GAN's last are seldom its best.

    What is scored and kept is what `generate` draws from, the average where there is one. An interrupted run keeps
    what it had. With a path the best generator so far also lies in that file, whole at every moment; a file that cannot
    be written costs a warning, not the run.

    Args:
        metric: (float32 images, shape (n, height, width, channels), in [-1, 1]) -> number, such as an FCD to held-out
            images. Labels of a conditional generator take turns: 0, 1, 2, …
        n: samples to score; distances need many, and all scores the same number.
        every: epochs between two scores.
        lower_is_better: which way is up.
        path: an `.npz`, as `GAN.save_generator` writes it.
        labels, seed: of the samples.

    Attributes:
        scores, steps: lists of the scores, and of the step at which each was taken.
        best, best_step: the best of them, and its step; None before the first.

    Raises:
        ValueError: when `every` or `n` is below 1.

    >>> keeper = KeepBest(lambda images: float(images.std()), n=100, lower_is_better=False)
    >>> keeper.best is None
    True
    """

    def __init__(self, metric, n=1000, every=1, lower_is_better=True, path=None, labels=None, seed=0):
        super().__init__(n, labels, seed)
        if not callable(metric):
            raise ValueError(f"metric must be a function of images that returns a number, got {metric!r}")
        self.every = whole(every, "every, the epochs between two scores,", 1)
        self.metric, self.lower_is_better, self.path = metric, lower_is_better, path
        self.scores, self.steps = [], []
        self.best = self.best_step = self._weights = None

    def on_epoch_end(self, epoch, logs=None):
        if (epoch + 1) % self.every:
            return
        score = float(self.metric(self.samples()))
        self.scores.append(score)
        self.steps.append(self.model.steps_done)
        better = self.best is None or (score < self.best if self.lower_is_better else score > self.best)
        if np.isfinite(score) and better:
            self.best, self.best_step = score, self.model.steps_done
            self._weights = self.model.sampling_generator.get_weights()
            if self.path is not None:
                self._write(score)

    def _write(self, score):
        try:
            self.model.save_generator(self.path, {"score": score})
        except OSError as problem:
            warnings.warn(
                f"The best generator so far is kept in memory alone: {problem}. Training goes on.",
                UserWarning,
                stacklevel=2,
            )

    def restore(self, gan):
        """Put the best weights back into what the GAN draws from, and return the GAN.

        Raises:
            ValueError: when nothing has been scored yet.
        """
        if self._weights is None:
            raise ValueError("nothing has been scored yet: pass this callback to `fit`, for at least `every` epochs")
        gan.sampling_generator.set_weights(self._weights)
        return gan


class LiveMonitor(_FixedLatents):
    """Show samples and curves in the notebook while the run goes on, as one picture that is replaced in place.

    Outside a notebook, as in a script, it prints a line at the start and at the end in place of the picture.

    Args:
        n: samples shown.
        seconds: least time between two pictures, so that drawing takes little of the training time.
        labels: classes for a conditional generator.
        seed: of the fixed latents.
        smooth: steps in the moving average of the curves.
        size: of the picture, (width, height) in inches at 80 pixels an inch; the samples get its left part, as a square
            of at most its height.
    """

    def __init__(self, n=16, seconds=5.0, labels=None, seed=0, smooth=20, size=(11.0, 5.0)):
        super().__init__(n, labels, seed)
        self.seconds = real(seconds, "seconds", "of at least 0", lambda number: number >= 0)
        if np.shape(size) != (2,) or min(size) <= 0:
            raise ValueError(f"size must be (width, height) in inches, both above 0, got {size!r}")
        self.smooth, self.size = whole(smooth, "smooth", 1), size
        self.handle = None

    def on_train_begin(self, logs=None):
        self.began, self.handle = time.perf_counter(), None
        self._show()

    @after_several
    def on_train_batch_end(self, batch, logs=None):
        if self.handle is not None and time.perf_counter() - self.drawn >= self.seconds:
            self._show()

    def on_train_end(self, logs=None):
        self._show()

    def on_interrupt(self):
        """Show where an interrupt found the run."""
        self._show()

    def _show(self):
        from gan_utils.plotting.style import show_png

        self.handle = show_png(*self._picture(), live=True, in_place_of=self.handle)
        self.drawn = time.perf_counter()

    def _picture(self):
        seconds = time.perf_counter() - self.began
        return monitor_picture(self.model, self.samples(), self.model.run_history, seconds, self.smooth, self.size)


def monitor_picture(gan, samples, history, seconds, smooth=20, size=(11.0, 5.0)):
    """Return (PNG bytes, alt text) of the state of a run: samples on the left, and losses over the mean of σ(D).

    Where nobody judges, as in a VAE, the loss stands over its terms.

    Args:
        gan: whose settings to name.
        samples: shape (n, …), as `GAN.generate` gives.
        history: dictionary of per-step lists, as `GAN.run_history`.
        seconds: how long the run has taken.
        smooth: steps in the moving average of the curves.
        size: (width, height) in inches.
    """
    from gan_utils import plotting

    steps, width = len(history["g_loss"]), min(0.5, 0.9 * size[1] / size[0])  # of the samples: a square, if it fits
    fig, axes = plotting.figure(2, 2, size=size, width_ratios=[width, 1 - width])
    grid = axes[0, 0].get_gridspec()
    for ax in axes[:, 0]:
        ax.remove()
    left, (losses, sigma) = fig.add_subplot(grid[:, 0]), axes[:, 1]
    if samples.ndim == 4:
        plotting.plot_images(samples, ax=left)
    else:
        left.scatter(samples[:, 0], samples[:, 1], s=8, color=plotting.COLOURS["vermilion"])
        left.set(aspect="equal")
    left.set_title("samples")
    alone = "d_x" not in history  # nobody judges
    if steps and alone:
        unit = "nats a sample" if "kl" in history else "loss"
        plotting.plot_terms(history, ["g_loss"], smooth, unit, ax=losses)
        plotting.plot_terms(history, [key for key in history if key != "g_loss"], smooth, unit, ax=sigma)
    elif steps:
        plotting.plot_losses(history, loss=gan.gan_loss.name, smooth=smooth, ax=losses)
        plotting.plot_probabilities(history, smooth=smooth, ax=sigma)
    else:
        losses.set_axis_off()
        sigma.set_axis_off()
    caption = f"step {steps:,}, {seconds:.0f} s, {'XLA on' if gan.jit_compile else 'XLA off'}"
    fig.suptitle(caption)
    curves = "the loss, its terms" if alone else "the losses, the mean of σ(D)"
    alt = f"Training monitor at {caption}: {len(samples)} samples of fixed latents, {curves}."
    return plotting.to_png(fig, dpi=80), alt
