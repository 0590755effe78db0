"""`TrainingMonitor`: start, stop, resume and restart a run by buttons, and watch it meanwhile."""

from gan_utils import _keras  # noqa: F401  (before Keras is loaded)

# isort: split

import asyncio
import atexit
import contextlib
import signal
import threading
import time
import weakref

import keras
import numpy as np

from gan_utils.data.order import roots_of
from gan_utils.plotting.style import show_png
from gan_utils.training import Checkpoint, sample_latents
from gan_utils.training.callbacks import monitor_picture
from gan_utils.training.executing import after_several
from gan_utils.training.history import state_variables
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import describe


class TrainingMonitor(Explorer):
    """Train a GAN beside the notebook: samples and curves, and the buttons Start (or Resume), Stop and Restart.

    Training runs in a thread of its own, so that the notebook stays free, for a click on Stop as for other cells
    (those that do not use the same GAN). A `Checkpoint` in `folder` keeps the run: Stop writes one, and Resume goes
    on exactly from there, in this session or in the next. Restart goes back to the weights that the GAN had when the
    monitor was made, and puts the checkpoints aside, into `folder/earlier-1`.

    Without a screen, or to let the cells below wait, call `start()` and `wait()`; interrupting a cell that waits
    stops the run like the button.

    Args:
        gan: a compiled `GAN`.
        batches: what to train it on, as for `GAN.fit`.
        epochs: how many in all.
        folder: where the checkpoints go.
        every, keep: as for `Checkpoint`.
        n, labels, seed: of the samples shown.
        seconds: least time between two pictures.
        smooth: steps in the moving average of the curves.

    Attributes:
        state: "ready", "training", "stopped", "done" or "failed".
        history: what `fit` returned last; None before.
        notes: what the checkpoint had to say, newest last.

    >>> import tempfile
    >>> from gan_utils import data, models, training
    >>> gan = training.GAN(models.mlp_generator((8, 8, 1), 4, (8,)), models.mlp_discriminator((8, 8, 1), (8,)))
    >>> gan.compile()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     monitor = TrainingMonitor(gan, data.load("digits").batches(256, seed=0), 2, folder)
    ...     monitor.start()
    ...     monitor.wait()
    >>> monitor.words
    'Done: 2 epochs, step 10. Restart begins again.'
    """

    def __init__(
        self,
        gan,
        batches,
        epochs,
        folder,
        *,
        every="epoch",
        keep=3,
        n=16,
        labels=None,
        seed=0,
        seconds=2.0,
        smooth=20,
    ):
        self.gan, self.batches, self.epochs = gan, batches, epochs
        self._keeper = Checkpoint(folder, every=every, keep=keep, resume=True)
        self.notes = []
        self._keeper.say = self.notes.append
        self._z, self._labels = sample_latents(n, gan.latent_dim, seed), labels
        if gan.generator_is_conditional and labels is None:
            self._labels = np.arange(n) % gan.n_classes
        self._pause, self._smooth = seconds, smooth
        self._first = [np.copy(variable.numpy()) for variable in state_variables(gan)]
        self._first_passes = [root.order.position for root in roots_of(batches)]
        self.state, self.history, self._problem, self._asked, self._thread = "ready", None, None, None, None
        self._ended = threading.Event()
        self._worked, self._began, self._stale = 0.0, None, False
        try:
            self._loop = asyncio.get_running_loop()
        except RuntimeError:  # no notebook
            self._loop = None
        self._seen = {}
        self._look({"g_loss": []})
        super().__init__(self._view, {}, buttons={"Start": self.start, "Stop": self.stop, "Restart": self.restart})
        atexit.register(_stop_at_exit, weakref.ref(self))

    def __repr__(self):
        return f"Training monitor: run this cell for its buttons. {self.words}"

    # -- what the buttons do -----------------------------------------------------------------------------------------

    @property
    def running(self):
        """Whether the thread is at work."""
        return self.state == "training"

    def start(self):
        """Start the run, or go on with it where it stopped, in this session or an earlier one."""
        self._launch(afresh=False)

    def stop(self):
        """Ask the run to stop after the step under way, or the few of one call, and to write a checkpoint."""
        if self.running:
            self._asked = "stop"

    def restart(self):
        """Put the checkpoints aside and start again from the weights that the GAN had when the monitor was made."""
        if self.running:
            self._asked = "restart"
        else:
            self._launch(afresh=True)

    def wait(self, seconds=None):
        """Wait until the run ends, or for some seconds, drawing meanwhile; an interrupt stops the run."""
        until = None if seconds is None else time.monotonic() + seconds
        pressed = []
        try:
            with _noted_interrupts(pressed):
                while self.running and not pressed and (until is None or time.monotonic() < until):
                    # Not `join`: interrupted in it, Python before 3.13 takes the thread for ended (bpo-45274).
                    self._ended.wait(0.1)
                    self._draw_if_stale()
        except KeyboardInterrupt:
            pressed.append(True)
        if pressed:
            self.stop()
        while until is None and self.running:
            self._ended.wait(0.1)
        self._draw_if_stale()

    def show(self):
        """Show the picture as it is now, without buttons: for a page, a print-out, or a run without a screen."""
        self.refresh()
        show_png(bytes(self.picture.value), f"{self.words} {self.alt}")

    # -- the thread --------------------------------------------------------------------------------------------------

    def _launch(self, afresh):
        if self.running:
            return
        if self._thread is not None:
            self._thread.join()  # it is about to end
        self._asked, self._problem, self.state = None, None, "training"
        self._ended.clear()
        self._thread = threading.Thread(target=self._until_the_end, args=(afresh,), name="training", daemon=True)
        self._thread.start()

    def _until_the_end(self, afresh):
        """Work, and let whoever waits know when that is over, whatever ended it."""
        try:
            self._work(afresh)
        finally:
            if self.running:
                self.state = "failed"
            self._ended.set()

    def _work(self, afresh):
        """Train until done, stopped or failed; touches no widget, since a thread's messages have no cell to go to."""
        self._began = time.perf_counter()
        end = "failed"
        try:
            while True:
                if afresh:
                    self._go_back()
                self.history = self.gan.fit(self.batches, self.epochs, callbacks=[_Watch(self), self._keeper])
                if self._asked != "restart":
                    break
                self._asked, afresh = None, True
            end = "done" if self.history.epoch_now >= self.epochs else "stopped"
        except Exception as problem:
            self._problem = problem
        self._worked, self._began = self._time(), None
        self.state = end
        self._ask_to_draw()

    def _go_back(self):
        aside = self._keeper.put_aside()
        if aside is not None:
            self.notes.append(f"The checkpoints before this restart are in {aside}.")
        for variable, value in zip(state_variables(self.gan), self._first, strict=True):
            variable.assign(value)
        for root, position in zip(roots_of(self.batches), self._first_passes, strict=True):
            root.order.position = position
        self._worked, self._began = 0.0, time.perf_counter()

    def _time(self):
        return self._worked + (time.perf_counter() - self._began if self._began is not None else 0.0)

    def _look(self, history):
        """Take what the next picture shows: called between steps, where networks and history belong together."""
        self._seen = {
            "samples": self.gan.generate(z=self._z, labels=self._labels),
            "history": {key: list(values) for key, values in history.items()},
            "seconds": self._time(),
        }

    # -- drawing, in the thread of the notebook ----------------------------------------------------------------------

    def _ask_to_draw(self):
        self._stale = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._draw_if_stale)

    def _draw_if_stale(self):
        if self._stale:
            self._stale = False
            self.refresh()

    def _view(self):
        state, seen = self.state, self._seen  # the thread may change both meanwhile
        png, alt = monitor_picture(self.gan, **seen, smooth=self._smooth)
        self._name_start()
        if state == "failed":
            self.picture.value = png
            raise self._problem
        return View(png, self._words(state, **seen), alt)

    def _name_start(self):
        button = getattr(self, "buttons", {}).get("Start")
        if button is not None:
            if self.state == "training":
                button.description = "Training …"
            elif self.state == "done":
                button.description = "Done"
            else:
                button.description = "Resume" if self._keeper.paths() else "Start"
            button.disabled = self.state in ("training", "done")
            describe(button, button.description)

    def _words(self, state, history, seconds, **_):
        step = f"step {len(history['g_loss']):,}"
        if state == "ready":
            kept = self._keeper.paths()
            return f"Ready. Resume goes on from {kept[-1].name}." if kept else "Ready: nothing is trained yet."
        if state == "training":
            doing = {"stop": "Stopping after", "restart": "Restarting after"}.get(self._asked, "Training:")
            words = f"{doing} {step}, {seconds:.0f} s."
        elif state == "done":
            words = f"Done: {self.epochs} epoch{'s' * (self.epochs != 1)}, {step}. Restart begins again."
        else:
            words = f"Stopped at {step}. Resume goes on from the newest checkpoint."
            if not all(np.isfinite(values[-1:]).all() for values in history.values()):
                words = f"Stopped at {step}: a loss is not finite. Try a smaller learning rate, and Restart."
        return f"{words} {self._keeper.problem or ''}".strip()


class _Watch(keras.callbacks.Callback):
    """Tells a run what the buttons asked for, and the monitor what the run has come to."""

    def __init__(self, monitor):
        super().__init__()
        self.monitor, self.looked = monitor, -np.inf

    def on_train_begin(self, logs=None):
        self._look()

    @after_several
    def on_train_batch_end(self, batch, logs=None):
        if self.monitor._asked is not None:
            self.model.stop_training = True
        if time.perf_counter() - self.looked >= self.monitor._pause:
            self._look()

    def on_train_end(self, logs=None):
        self._look()

    def _look(self):
        self.monitor._look(self.model.run_history)
        self.monitor._ask_to_draw()
        self.looked = time.perf_counter()


@contextlib.contextmanager
def _noted_interrupts(pressed):
    """Append to a list at each interrupt, and raise nothing: where Python cannot raise, as in a callback of a weak
    reference, it drops an exception. Only the main thread gets interrupts; elsewhere nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: pressed.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before if before is not None else signal.SIG_DFL)


def _stop_at_exit(reference):
    """Let a run that is under way when the kernel shuts down write a checkpoint."""
    monitor = reference()
    if monitor is not None and monitor.running:
        monitor.stop()
        monitor._thread.join(10)
