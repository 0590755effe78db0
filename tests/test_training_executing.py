"""Several steps in one call of TensorFlow: what they compute, when they are not done so, and when they end early."""

import os
import signal
import time

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, diagnostics, models, training
from gan_utils.training import executing


class EachStep(keras.callbacks.Callback):
    """Looks at each step, so that each is a call of its own."""

    def __init__(self):
        super().__init__()
        self.steps = []

    def on_train_batch_end(self, batch, logs=None):
        self.steps.append((batch, self.model.steps_done, logs["g_loss"]))


pytestmark = pytest.mark.usefixtures("determinism")


@pytest.fixture
def unhurried(monkeypatch):
    """Have no call end for the time it takes, which a busy machine would lengthen."""
    monkeypatch.setattr(executing, "SECONDS_AT_ONCE", 1e9)


class Calls(keras.callbacks.Callback):
    """Notes what each call of TensorFlow did."""

    def __init__(self):
        super().__init__()
        self.steps, self.losses, self.numbers, self.begun, self.at_once = [], [], [], [], set()

    @executing.after_several
    def on_train_batch_begin(self, batch, logs=None):
        self.begun.append(batch)
        self.at_once.add(self.model.steps_per_execution)

    @executing.after_several
    def on_train_batch_end(self, batch, logs=None):
        self.steps.append(self.model.execution.steps)
        self.losses.append(logs["g_loss"])
        self.numbers.append(batch)


class Interrupting(keras.callbacks.Callback):
    """Asks for an end, as Ctrl-C does, once so many steps are done."""

    def __init__(self, at):
        super().__init__()
        self.at = at

    @executing.after_several
    def on_train_batch_end(self, batch, logs=None):
        if self.model.steps_done >= self.at:
            os.kill(os.getpid(), signal.SIGINT)


def gan_of(**settings):
    gan = training.GAN(
        models.mlp_generator((8, 8, 1), 4, (16,), seed=1), models.mlp_discriminator((8, 8, 1), (16,), seed=2), seed=3
    )
    gan.compile(**({"jit_compile": False} | settings))
    return gan


def batches_of(n, seed=0):
    return data.load("digits").batches(16, seed=seed).take(n)


def state(gan):
    return [*gan.get_weights(), *(variable.numpy() for variable in gan.g_optimizer.variables)]


SETTINGS = [
    {},
    {"n_critic": 2},
    {"simultaneous": True, "ema_decay": 0.9},
    {"penalty": "gradient_penalty", "penalty_weight": 1.0},
]


@pytest.mark.parametrize("settings", SETTINGS)
def test_steps_at_once_compute_what_each_computes_alone_to_the_last_bit(settings, unhurried):
    one, many, each = gan_of(**settings), gan_of(**settings), EachStep()
    calls = Calls()
    histories = [gan.fit(batches_of(27), epochs=2, callbacks=of) for gan, of in ((one, [each]), (many, [calls]))]
    steps = 2 * (27 // settings.get("n_critic", 1))
    assert one.steps_done == many.steps_done == len(each.steps) == steps == sum(calls.steps) > 2 * len(calls.steps)
    assert histories[0].history == histories[1].history and histories[0].epoch == histories[1].epoch == [0, 1]
    assert [loss for *_, loss in each.steps] == histories[0].history["g_loss"]
    for alone, together in zip(state(one), state(many), strict=True):
        np.testing.assert_array_equal(alone, together)


def test_a_call_does_up_to_ten_steps_and_callbacks_have_their_turn_after_each_call(unhurried):
    calls, gan = Calls(), gan_of()
    history = gan.fit(batches_of(23), epochs=2, callbacks=[calls]).history["g_loss"]
    assert calls.steps == [1, 9, 10, 3, 10, 10, 3]
    ends = np.cumsum(calls.steps)
    assert calls.losses == [history[end - 1] for end in ends] and 23 in ends
    assert calls.numbers == [(end - 1) % 23 for end in ends]
    assert calls.begun == [0, *[end % 23 for end in ends[:-1]]]
    assert calls.at_once == {executing.STEPS_AT_ONCE} and gan.steps_per_execution == 1
    assert gan.execution.turns is None  # which would keep callbacks alive


def test_each_step_is_a_call_where_nobody_knows_how_many_batches_there_are(tmp_path):
    odd = batches_of(23).enumerate().filter(lambda i, _: i % 2 == 1).map(lambda _, images: images)
    gan, calls = gan_of(), Calls()
    history = gan.fit(odd, epochs=3, callbacks=[calls, training.Checkpoint(tmp_path)])
    assert len(history.history["g_loss"]) == gan.steps_done == 33 and calls.steps == 33 * [1]
    assert history.epoch == [0, 1, 2]
    assert [path.name for path in sorted(tmp_path.glob("step-*.npz"))] == [f"step-{n:08d}.npz" for n in (11, 22, 33)]


def test_callbacks_that_look_at_each_step_are_called_after_each(tmp_path):
    logged = []
    by_lambda = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: logged.append(batch))

    class Older(keras.callbacks.Callback):
        def on_batch_end(self, batch, logs=None): ...

    class Watched(training.LiveMonitor):
        def on_train_batch_end(self, batch, logs=None): ...

    class Counted(training.Checkpoint):
        def on_train_batch_end(self, batch, logs=None):
            super().on_train_batch_end(batch, logs)

    for callback in (by_lambda, Older(), Watched(), Counted(tmp_path), EachStep()):
        assert executing.steps_at_once([training.SampleGrid(), callback]) == 1
    for callback in (training.Checkpoint(tmp_path, every=7), training.LiveMonitor(), diagnostics.Doctor()):
        assert executing.steps_at_once([callback]) == executing.STEPS_AT_ONCE
    gan_of().fit(batches_of(12), callbacks=[by_lambda])
    assert logged == list(range(12))


def test_a_callback_that_says_when_it_is_due_gets_the_very_step(tmp_path, unhurried):
    calls = Calls()
    gan_of().fit(batches_of(23), epochs=2, callbacks=[calls, training.Checkpoint(tmp_path, every=7, keep=9)])
    kept = [int(path.stem[-2:]) for path in sorted(tmp_path.glob("step-*.npz"))]
    assert kept == [7, 14, 21, 28, 35, 42, 46] and max(calls.steps) > 1


def test_a_bar_and_a_line_an_epoch_count_the_steps(capsys):
    gan_of().fit(batches_of(13), verbose=1)
    assert "13/13" in capsys.readouterr().out
    gan_of().fit(batches_of(13), epochs=2, verbose=2)
    said = capsys.readouterr().out
    assert said.count("13/13") == 2 and "20/" not in said


def test_plain_python_and_a_strategy_do_each_step_by_itself():
    calls, eager = Calls(), gan_of(run_eagerly=True)
    eager.fit(batches_of(12), callbacks=[calls])
    with tf.distribute.MirroredStrategy(["CPU:0"]).scope():
        on_one = gan_of()
    on_one.fit(batches_of(12), callbacks=[calls])
    assert calls.steps == 24 * [1] and calls.at_once == {1}


@pytest.mark.parametrize("bad", [13, 17])
def test_a_loss_that_is_not_finite_ends_the_history_at_its_step_and_no_epoch(bad, unhurried):
    images = np.stack(list(batches_of(18)))
    images[bad:] = np.nan
    found = {}
    for which, callbacks in (("one", [EachStep()]), ("many", [])):
        gan, epochs = gan_of(), tf.data.Dataset.from_tensor_slices(images)
        with pytest.warns(RuntimeWarning, match=rf"stopped at step {bad + 1}: .* is not finite") as warned:
            history = gan.fit(epochs, epochs=2, callbacks=callbacks)
        found[which] = (str(warned[0].message), {key: np.array(values) for key, values in history.history.items()})
        assert len(history.history["g_loss"]) == bad + 1 and history.epoch == []
        assert np.isfinite(history.history["g_loss"][:bad]).all()
        assert all(np.isfinite(weight).all() for weight in gan.get_weights())
    assert found["one"][0] == found["many"][0]
    for key, values in found["one"][1].items():
        np.testing.assert_array_equal(values, found["many"][1][key])


def interrupting(batches, at, pause=0.0):
    """Return the batches, of which number `at` comes with a Ctrl-C the first time, each after a pause."""
    interrupted = []

    def slow(i, images):
        time.sleep(pause)
        if i == at and not interrupted:
            interrupted.append(True)
            os.kill(os.getpid(), signal.SIGINT)
        return images

    numbered = batches.enumerate()
    return numbered.map(lambda i, x: tf.ensure_shape(tf.numpy_function(slow, [i, x], tf.float32), x.shape))


def test_an_interrupt_waits_for_the_step_under_way_and_for_no_other(capsys):
    """Where a step takes long, a call does one: an interrupt is not kept waiting for ten, nor is anything else."""
    calls, gan = Calls(), gan_of()
    pause = executing.SECONDS_AT_ONCE
    history = gan.fit(interrupting(batches_of(13), 3, pause), epochs=2, callbacks=[calls]).history
    assert calls.steps == 4 * [1] or calls.steps == 5 * [1]
    assert len(history["g_loss"]) == gan.steps_done == len(calls.steps)
    assert f"Interrupted after {gan.steps_done} steps" in capsys.readouterr().out


def test_a_run_that_was_interrupted_in_a_call_goes_on_as_if_it_had_not_been(tmp_path, unhurried):
    whole, cut = gan_of(), gan_of()
    expected = whole.fit(batches_of(23), epochs=3).history
    keep = lambda: training.Checkpoint(tmp_path, resume=True)
    quiet = keep()
    quiet.say = lambda _: None
    # The order of the digits is told by their dataset, so the interrupt comes with a callback that looks at none.
    cut.fit(batches_of(23), epochs=3, callbacks=[Interrupting(31), quiet])
    assert 31 <= cut.steps_done < 31 + executing.STEPS_AT_ONCE
    resumed = gan_of()
    history = resumed.fit(batches_of(23), epochs=3, callbacks=keep()).history
    assert history == expected
    for alone, together in zip(state(whole), state(resumed), strict=True):
        np.testing.assert_array_equal(alone, together)


def test_an_error_in_the_batches_loses_no_call_before_it(unhurried):
    def careful(i, images):
        if i == 17:
            raise ValueError("a batch that cannot be read")
        return images

    broken = batches_of(23).enumerate()
    broken = broken.map(lambda i, x: tf.ensure_shape(tf.numpy_function(careful, [i, x], tf.float32), x.shape))
    gan, calls = gan_of(), Calls()
    with pytest.raises(tf.errors.InvalidArgumentError, match="a batch that cannot be read"):
        gan.fit(broken, callbacks=[calls])
    assert len(gan.run_history["g_loss"]) == sum(calls.steps) == 10 and gan.steps_done == 17


def test_how_many_steps_a_call_does_follows_from_how_long_the_last_took():
    execution = executing.Execution()
    execution.turns = executing.Turns([])
    assert execution.next_steps(10) == 1  # of which the first is traced
    execution.seconds = executing.SECONDS_AT_ONCE / 4.5
    assert execution.next_steps(10) == 4 and execution.next_steps(3) == 3
    execution.seconds = 100.0
    assert execution.next_steps(10) == 1


def test_a_stop_between_two_calls_ends_the_run_with_each_callback_told_once(monkeypatch):
    """As the training monitor's button asks from a thread of its own."""
    monkeypatch.setattr(executing, "SECONDS_AT_ONCE", 1e-9)  # so that each call does one step

    class Button(Calls):
        @executing.after_several
        def on_train_batch_end(self, batch, logs=None):
            super().on_train_batch_end(batch, logs)
            if batch == 2:
                self.model.stop_training = True

    gan, button = gan_of(), Button()
    history = gan.fit(batches_of(30), epochs=2, callbacks=[button])
    assert button.numbers == [0, 1, 2] and len(history.history["g_loss"]) == gan.steps_done == 3
    assert history.epoch == []
    again = gan.fit(batches_of(4)).history
    assert len(again["g_loss"]) == 4 and gan.steps_done == 7


def test_keras_predict_takes_each_batch_after_a_fit_too():
    gan = gan_of()
    z = np.random.default_rng(0).standard_normal((100, 4)).astype("float32")
    before = gan.predict(z, verbose=0)
    gan.fit(batches_of(12))
    assert before.shape == gan.predict(z, verbose=0).shape == (100, 8, 8, 1)
