"""Several steps in one call of TensorFlow: what they compute, when they are not done so, and when they end early."""

import os
import signal
import time

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, models, training
from gan_utils.training import executing


class EachStep(keras.callbacks.Callback):
    """Looks at each step, so that each is a call of its own."""

    def __init__(self):
        super().__init__()
        self.steps = []

    def on_train_batch_end(self, batch, logs=None):
        self.steps.append((batch, self.model.steps_done, logs["g_loss"]))


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


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"n_critic": 2},
        {"simultaneous": True, "ema_decay": 0.9},
        {"penalty": "gradient_penalty", "penalty_weight": 1.0},
    ],
)
def test_steps_at_once_compute_what_each_computes_alone_to_the_last_bit(settings):
    one, many, each = gan_of(**settings), gan_of(**settings), EachStep()
    histories = [gan.fit(batches_of(27), epochs=2, callbacks=of) for gan, of in ((one, [each]), (many, []))]
    assert one.steps_per_execution == 1 and many.steps_per_execution == executing.STEPS_AT_ONCE
    steps = 2 * (27 // settings.get("n_critic", 1))
    assert one.steps_done == many.steps_done == len(each.steps) == steps
    assert histories[0].history == histories[1].history and histories[0].epoch == histories[1].epoch == [0, 1]
    assert [loss for *_, loss in each.steps] == histories[0].history["g_loss"]
    for alone, together in zip(state(one), state(many), strict=True):
        np.testing.assert_array_equal(alone, together)


def test_one_call_does_ten_steps_and_the_last_of_an_epoch_the_rest():
    calls, gan = [], gan_of()

    class Calls(keras.callbacks.Callback):
        @executing.after_several
        def on_train_batch_end(self, batch, logs=None):
            calls.append((len(self.model.execution.values["g_loss"]), logs["g_loss"]))

    history = gan.fit(batches_of(23), callbacks=[Calls()]).history["g_loss"]
    assert [n for n, _ in calls] == [10, 10, 3]
    assert [loss for _, loss in calls] == [history[9], history[19], history[22]]


def test_batches_whose_number_is_not_known_end_where_they_end():
    odd = batches_of(23).enumerate().filter(lambda i, _: i % 2 == 1).map(lambda _, images: images)
    gan = gan_of()
    history = gan.fit(odd, epochs=3).history
    assert len(history["g_loss"]) == gan.steps_done == 33


def test_callbacks_that_look_at_each_step_are_called_after_each(tmp_path):
    logged = []
    by_lambda = keras.callbacks.LambdaCallback(on_train_batch_end=lambda batch, logs: logged.append(batch))

    class Older(keras.callbacks.Callback):
        def on_batch_end(self, batch, logs=None): ...

    class Watched(training.LiveMonitor):
        def on_train_batch_end(self, batch, logs=None): ...

    for callback in (by_lambda, Older(), Watched(), training.Checkpoint(tmp_path, every=5), EachStep()):
        assert executing.steps_at_once([training.SampleGrid(), callback]) == 1
    for callback in (training.Checkpoint(tmp_path), training.LiveMonitor(), training.SampleGrid()):
        assert executing.steps_at_once([callback]) == executing.STEPS_AT_ONCE
    gan_of().fit(batches_of(12), callbacks=[by_lambda])
    assert logged == list(range(12))
    shared = type("Strategy", (), {"num_replicas_in_sync": 2})()
    assert executing.steps_at_once([], shared) == 1


def test_a_checkpoint_in_the_middle_of_an_epoch_is_of_the_very_step(tmp_path):
    gan_of().fit(batches_of(23), callbacks=[training.Checkpoint(tmp_path, every=7, keep=9)])
    assert [path.stem[-2:] for path in sorted(tmp_path.glob("step-*.npz"))] == ["07", "14", "21", "23"]


def test_a_bar_goes_on_step_by_step_and_run_eagerly_is_plain_python(capsys):
    gan = gan_of()
    gan.fit(batches_of(12), verbose=1)
    assert gan.steps_per_execution == 1 and "12/12" in capsys.readouterr().out
    eager = gan_of(run_eagerly=True)
    history = eager.fit(batches_of(12)).history
    assert eager.steps_per_execution == 1 and len(history["g_loss"]) == eager.steps_done == 12


def test_a_loss_that_is_not_finite_ends_the_history_at_its_step():
    images = np.stack(list(batches_of(18)))
    images[13:] = np.nan
    found = {}
    for which, callbacks in (("one", [EachStep()]), ("many", [])):
        gan = gan_of()
        with pytest.warns(RuntimeWarning, match=r"stopped at step 14: .* is not finite") as warned:
            history = gan.fit(tf.data.Dataset.from_tensor_slices(images), epochs=2, callbacks=callbacks).history
        found[which] = (str(warned[0].message), {key: np.array(values) for key, values in history.items()})
        assert len(history["g_loss"]) == 14 and np.isfinite(history["g_loss"][:13]).all()
        assert all(np.isfinite(weight).all() for weight in gan.get_weights())
    assert found["one"][0] == found["many"][0]
    for key, values in found["one"][1].items():
        np.testing.assert_array_equal(values, found["many"][1][key])


def test_an_interrupt_waits_for_the_step_under_way_and_for_no_other(capsys):
    """Where a step takes long, a call does one: an interrupt is not kept waiting for ten."""
    interrupted = []

    def slow(i, images):
        time.sleep(executing.SECONDS_AT_ONCE)
        if i == 4 and not interrupted:
            interrupted.append(True)
            os.kill(os.getpid(), signal.SIGINT)
        return images

    batches = batches_of(30).enumerate()
    batches = batches.map(lambda i, x: tf.ensure_shape(tf.numpy_function(slow, [i, x], tf.float32), x.shape))
    gan = gan_of()
    history = gan.fit(batches).history
    assert len(history["g_loss"]) == gan.steps_done <= 6
    assert f"Interrupted after {gan.steps_done} steps" in capsys.readouterr().out
    for values in history.values():
        assert np.isfinite(values).all()


def test_how_many_steps_a_call_does_follows_from_how_long_the_last_took():
    execution = executing.Execution()
    assert execution.in_time() == 1  # of which the first is traced
    execution.seconds = executing.SECONDS_AT_ONCE / 4.5
    assert execution.in_time() == 4
    execution.seconds = 100.0
    assert execution.in_time() == 1


def test_a_stop_that_is_asked_for_between_two_calls_ends_the_run(monkeypatch):
    """As the training monitor's button asks from a thread of its own."""
    gan, asked = gan_of(), []
    monkeypatch.setattr(executing, "SECONDS_AT_ONCE", 0.0)  # so that each call does one step

    class Button(keras.callbacks.Callback):
        def halts(self):
            asked.append(self.model.steps_done)
            return len(asked) >= 3

        @executing.after_several
        def on_train_batch_end(self, batch, logs=None):
            if self.halts():
                self.model.stop_training = True

    history = gan.fit(batches_of(30), callbacks=[Button()]).history
    assert asked[:3] == [1, 2, 3] and len(history["g_loss"]) == gan.steps_done == 3
