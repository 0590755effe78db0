"""What a checkpoint holds, how a run goes on from it, and what happens to files, disks, locks and interrupts."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import warnings
from pathlib import Path

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import _files, data, models, training
from gan_utils.training.checkpoint import fingerprint
from gan_utils.training.checkpoint import folder as folders
from gan_utils.training.history import state_variables


def small_gan(seed=0, width=8, conditional=False, **compiled):
    keras.utils.set_random_seed(seed)
    classes = 10 if conditional else None
    gan = training.GAN(
        models.mlp_generator((8, 8, 1), latent_dim=4, widths=(width,), n_classes=classes),
        models.mlp_discriminator((8, 8, 1), widths=(width,), n_classes=classes),
        seed=0,
    )
    gan.compile(**{"jit_compile": False, "run_eagerly": True, **compiled})
    return gan


def batches_of(seed=0, size=256, labels=False):
    """Five batches an epoch; what `small_gan` sets must not reach their order."""
    tf.random.set_seed(1)
    return data.load("digits").batches(size, seed=seed, labels=labels)


class Stop(keras.callbacks.Callback):
    """Ends a run at a step: by asking Keras to stop, by an interrupt as from the keyboard, or by what is raised."""

    def __init__(self, at, how="stop"):
        super().__init__()
        self.at, self.how = at, how

    def on_train_batch_end(self, batch, logs=None):
        if int(self.model.step.value) == self.at:
            if self.how == "stop":
                self.model.stop_training = True
            elif self.how == "signal":
                os.kill(os.getpid(), signal.SIGINT)
            else:
                raise self.how


def state(gan):
    return [variable.numpy() for variable in state_variables(gan)]


def assert_same_run(one, other):
    """Weights, optimizers, step and history are the same to the bit."""
    (gan, history), (gan2, history2) = one, other
    assert history.history == history2.history
    assert history.epoch == history2.epoch
    for a, b in zip(state(gan), state(gan2), strict=True):
        np.testing.assert_array_equal(a, b)


def run(folder=None, epochs=3, callbacks=(), batches=None, fresh=0, every="epoch", **compiled):
    """A run of `epochs` in all that goes on from `folder`; `fresh` are its initial weights, if it starts."""
    gan = small_gan(fresh, **compiled)
    keepers = [training.Checkpoint(folder, every=every, resume=True)] if folder is not None else []
    history = gan.fit(batches or batches_of(), epochs=epochs, callbacks=[*keepers, *callbacks])
    return gan, history


pytestmark = pytest.mark.usefixtures("determinism")


@pytest.fixture(scope="module")
def whole():
    """A run of three epochs of five steps that nothing interrupts."""
    return run()


# --- going on -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "at, how", [(1, "stop"), (5, "stop"), (5, "signal"), (7, "signal"), (7, KeyboardInterrupt())], ids=str
)
def test_a_run_goes_on_where_it_stopped(tmp_path, whole, at, how, capsys):
    """After the first step, at the end of an epoch, and in the middle of one."""
    _, part = run(tmp_path, callbacks=[Stop(at, how)])
    assert len(part.history["g_loss"]) == at
    assert names(tmp_path)[-1] == at
    assert ("Interrupted" in capsys.readouterr().out) == (how != "stop")
    assert_same_run(run(tmp_path, fresh=99), whole)
    assert f"Going on from step-{at:08d}.npz: epoch " in capsys.readouterr().out


def test_without_the_place_in_the_data_a_run_ends_elsewhere(tmp_path, whole, monkeypatch):
    """The mutation that the tests above must catch: weights, step and history are back, the order of batches is not."""
    run(tmp_path, callbacks=[Stop(7)])
    monkeypatch.setattr("gan_utils.training.history.StepHistory.seek", lambda self: None)
    _, history = run(tmp_path, fresh=99)
    assert len(history.history["g_loss"]) == 15
    assert history.history["g_loss"][:7] == whole[1].history["g_loss"][:7]
    assert history.history["g_loss"] != whole[1].history["g_loss"]


@pytest.mark.parametrize(
    "compiled",
    [
        {
            "n_critic": 2,
            "ema_decay": 0.9,
            "loss": "wasserstein",
            "penalty": "gradient_penalty",
            "penalty_weight": 10.0,
        },
        {"conditional": True, "loss": "hinge", "augment": training.augment.cutout(), "ema_decay": 0.5},
        {"share_fakes": True, "n_critic": 2, "ema_decay": 0.9},
        {"simultaneous": True, "n_critic": 2, "ema_decay": 0.9},
    ],
    ids=["n_critic", "conditional", "shared fakes", "simultaneous"],
)
def test_moving_averages_penalties_labels_and_augmentation_go_on_too(tmp_path, compiled):
    make = lambda: batches_of(labels="conditional" in compiled)
    expected = run(batches=make(), epochs=2, **compiled)
    steps = len(expected[1].history["g_loss"])
    for at in (steps // 2 - 1, steps // 2 + 1):
        run(
            tmp_path,
            batches=make(),
            epochs=2,
            callbacks=[Stop(at)],
            fresh=99 if at > steps // 2 else 0,
            **compiled,
        )
    assert_same_run(run(tmp_path, batches=make(), epochs=2, fresh=98, **compiled), expected)


def test_dropout_goes_on_with_the_draws_it_would_have_made(tmp_path):
    def gan():
        keras.utils.set_random_seed(gan.seed)
        gan.seed += 1
        drops = keras.Sequential(
            [keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
        )
        made = training.GAN(models.mlp_generator((8, 8, 1), 4, (8,)), drops)
        made.compile(jit_compile=False)
        return made

    gan.seed = 0
    expected = gan()
    expected.fit(batches_of(), epochs=2)
    gan.seed = 0
    gan().fit(batches_of(), epochs=2, callbacks=[training.Checkpoint(tmp_path), Stop(7)])
    resumed = gan()  # from other weights, and other random states
    resumed.fit(batches_of(), epochs=2, callbacks=[training.Checkpoint(tmp_path, resume=True)])
    for a, b in zip(state(expected), state(resumed), strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.mark.parametrize(
    "change",
    [
        lambda batches: batches.take(3),
        lambda batches: batches.map(lambda x: -x),
        lambda batches: batches.repeat().take(8),
    ],
    ids=["take", "map", "repeat-take"],
)
def test_what_a_learner_makes_of_the_batches_goes_on_too(tmp_path, change):
    expected = run(batches=change(batches_of()), epochs=2)
    run(tmp_path, batches=change(batches_of()), epochs=2, callbacks=[Stop(4)])
    assert_same_run(run(tmp_path, batches=change(batches_of()), epochs=2), expected)


def test_looking_at_the_batches_between_epochs_or_before_moves_nothing(tmp_path, whole):
    class Looks(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            next(iter(batches))

    batches = batches_of()
    expected = run(batches=batches, callbacks=[Looks()])
    assert_same_run(expected, whole)
    batches = batches_of()
    run(tmp_path, batches=batches, callbacks=[Looks(), Stop(7)])
    batches = batches_of()
    next(iter(batches))
    assert_same_run(run(tmp_path, batches=batches), whole)


def test_batches_of_plain_tensors_go_on(tmp_path):
    make = lambda: tf.data.Dataset.from_tensor_slices(np.stack(list(batches_of().take(4))))
    expected = run(batches=make(), epochs=2)
    run(tmp_path, batches=make(), epochs=2, callbacks=[Stop(6)])
    assert_same_run(run(tmp_path, batches=make(), epochs=2), expected)


def test_batches_that_shuffle_themselves_go_on_with_a_word_of_warning(tmp_path, capsys):
    make = lambda: batches_of().unbatch().shuffle(2000, seed=3).batch(256, drop_remainder=True)
    run(tmp_path, batches=make(), callbacks=[Stop(2)])
    _, history = run(tmp_path, batches=make(), epochs=1)
    assert "These batches shuffle themselves" in capsys.readouterr().out
    assert len(history.history["g_loss"]) == 5


def test_a_checkpoint_says_all_its_lines_in_one_way(tmp_path, capsys):
    make = lambda: batches_of().unbatch().shuffle(2000, seed=3).batch(256, drop_remainder=True)
    run(tmp_path, batches=make(), callbacks=[Stop(2)])
    lines, kept = [], training.Checkpoint(tmp_path, resume=True)
    kept.say = lines.append
    small_gan().fit(make(), epochs=1, callbacks=[kept])
    assert [line.split()[0] for line in lines] == ["Going", "These"] and capsys.readouterr().out == ""


def test_epochs_count_in_all_and_a_finished_run_trains_no_further(tmp_path, whole, capsys):
    run(tmp_path)
    gan, history = run(tmp_path, fresh=99)
    assert_same_run((gan, history), whole)
    assert "epoch 4, 0 of 5 batches done." in capsys.readouterr().out
    longer = run(tmp_path, epochs=4)
    assert_same_run(longer, run(epochs=4))


def test_a_run_may_be_cut_short_again_and_again(tmp_path, whole):
    """A new GAN, a new dataset and a new callback each time."""
    for at in (4, 5, 6, 9):
        run(tmp_path, callbacks=[Stop(at)], fresh=0 if at == 4 else at)
    assert_same_run(run(tmp_path, fresh=99), whole)


def test_verbose_runs_go_on(tmp_path, capsys):
    run(tmp_path, callbacks=[Stop(7)])
    gan = small_gan()
    gan.fit(batches_of(), epochs=3, verbose=2, callbacks=[training.Checkpoint(tmp_path, resume=True)])
    assert [line for line in capsys.readouterr().out.split() if line.endswith("/3")] == ["2/3", "3/3"]


def test_callbacks_see_one_beginning_and_one_end(tmp_path):
    class Counts(keras.callbacks.Callback):
        def __init__(self):
            super().__init__()
            self.seen = []

        def on_train_begin(self, logs=None):
            self.seen.append("begin")

        def on_epoch_end(self, epoch, logs=None):
            self.seen.append(epoch)

        def on_train_end(self, logs=None):
            self.seen.append("end")

    run(tmp_path, callbacks=[Stop(7)])
    for callbacks, seen in (
        ([Stop(8)], ["begin", 1, "end"]),
        ([Stop(12)], ["begin", 1, 2, "end"]),
        ([], ["begin", 2, "end"]),
    ):
        counts = Counts()
        run(tmp_path, callbacks=[counts, *callbacks])
        assert counts.seen == seen


# --- when it writes -----------------------------------------------------------------------------------------


def names(folder):
    return [int(path.stem[5:]) for path in sorted(folder.iterdir()) if path.is_file()]


def test_every_counts_epochs_or_steps_and_the_end_is_always_kept(tmp_path):
    for every, expected in (("epoch", [5, 10, 13]), (4, [4, 8, 12, 13]), (100, [13])):
        folder = tmp_path / str(every)
        small_gan().fit(batches_of(), epochs=3, callbacks=[training.Checkpoint(folder, every=every, keep=9), Stop(13)])
        assert names(folder) == expected  # and no lock or half file beside them


def test_keep_keeps_the_newest(tmp_path):
    small_gan().fit(batches_of(), epochs=2, callbacks=[training.Checkpoint(tmp_path, every=1, keep=2)])
    assert names(tmp_path) == [9, 10]


@pytest.mark.parametrize("wrong", [{"every": 0}, {"every": "step"}, {"every": 1.5}, {"keep": 0}], ids=str)
def test_settings_out_of_range_are_refused(tmp_path, wrong):
    with pytest.raises(ValueError, match="must be"):
        training.Checkpoint(tmp_path, **wrong)


def test_a_run_that_diverges_keeps_the_checkpoint_before(tmp_path):
    """The networks went back to an earlier step, so that the history is no longer theirs."""
    gan = small_gan()
    good = np.stack(list(batches_of().take(4)))
    images = np.concatenate([good, np.full_like(good[:1], np.nan)])
    with pytest.warns(RuntimeWarning, match="is not finite"):
        gan.fit(tf.data.Dataset.from_tensor_slices(images), callbacks=[training.Checkpoint(tmp_path, every=2)])
    assert names(tmp_path) == [2, 4]


def test_an_interrupt_in_the_middle_of_a_step_writes_nothing_torn(tmp_path, monkeypatch, whole):
    run(tmp_path, callbacks=[Stop(7)])
    step = training.GAN.train_step

    def interrupted(self, batch):
        self.discriminator_stage(batch, None, draw=0)  # half of the step is done
        raise KeyboardInterrupt

    monkeypatch.setattr(training.GAN, "train_step", interrupted)
    run(tmp_path, run_eagerly=True)
    assert names(tmp_path)[-1] == 7
    monkeypatch.setattr(training.GAN, "train_step", step)
    assert_same_run(run(tmp_path), whole)


def test_the_handler_of_interrupts_is_put_back(tmp_path):
    before = signal.getsignal(signal.SIGINT)
    run(tmp_path, callbacks=[Stop(2, "signal")])
    assert signal.getsignal(signal.SIGINT) is before


# --- refusing -----------------------------------------------------------------------------------------------


def adam(rate=2e-4, beta=0.5):
    return keras.optimizers.Adam(rate, beta_1=beta)


@pytest.mark.parametrize(
    "change, named",
    [
        ({"width": 9}, r"generator, layer 1 \(Dense\) units is 9 here, 8 in the checkpoint"),
        ({"loss": "hinge"}, "loss is hinge here, non_saturating in the checkpoint"),
        (
            {"g_optimizer": adam(1e-3)},
            "g_optimizer learning_rate is 0.00100.* here, 0.00019.* in the checkpoint",
        ),
        ({"d_optimizer": adam(beta=0.9)}, "d_optimizer beta_1 is 0.9 here, 0.5 in the checkpoint"),
        ({"d_optimizer": keras.optimizers.SGD(2e-4)}, "d_optimizer is SGD here, Adam in the checkpoint"),
        (
            {"penalty": "r1", "penalty_weight": 1.0},
            "penalty_weight is 1.0 here, 0.0 .* penalty is r1.* here, None",
        ),
        ({"n_critic": 2}, "n_critic is 2 here, 1 in the checkpoint"),
        ({"ema_decay": 0.9}, "ema_decay is 0.9 here, None in the checkpoint"),
        ({"weight_clip": 0.1}, "weight_clip is 0.1 here, None in the checkpoint"),
        ({"share_fakes": True}, "share_fakes is True here, False in the checkpoint"),
        ({"simultaneous": True}, "simultaneous is True here, False in the checkpoint"),
        ({"augment": training.augment.cutout()}, "augment is .*cutout.* here, None in the checkpoint"),
        ({"batches": lambda: batches_of(seed=1)}, "seed of the batches is 1 here, 0 in the checkpoint"),
        ({"batches": lambda: batches_of(size=128)}, "batch size is 128 here, 256 in the checkpoint"),
        ({"batches": lambda: batches_of().take(2)}, "batches an epoch is 2 here, 5 in the checkpoint"),
        (
            {"batches": lambda: batches_of().map(lambda x: -x)},
            "Map ← shuffled here, shuffled in the checkpoint",
        ),
        (
            {"batches": lambda: data.load("digits").subset(slice(1, None)).batches(256, seed=0)},
            "hash of the images is [0-9a-f]{16} here, [0-9a-f]{16} in the checkpoint",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_another_run_is_refused_by_name(kept, change, named):
    change = {**change}
    batches = change.pop("batches", batches_of)()
    before = {path.name: path.read_bytes() for path in kept.iterdir()}
    gan = small_gan(7, **change)
    weights = state(gan)
    with pytest.raises(ValueError, match=f"not the one in step-00000002.npz: .*{named}"):
        gan.fit(batches, epochs=3, callbacks=[training.Checkpoint(kept, resume=True)])
    assert before == {path.name: path.read_bytes() for path in kept.iterdir()}
    assert all(np.array_equal(a, b) for a, b in zip(weights, state(gan), strict=True))


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kept")
    run(folder, callbacks=[Stop(2)])
    return folder


def test_a_learners_own_penalty_is_known_by_its_values_and_its_code(tmp_path):
    def with_weight(weight):
        def penalty(critic, real, fake, seed):
            return weight * tf.reduce_mean(critic(real) ** 2)

        return penalty

    def other(critic, real, fake, seed):
        return tf.reduce_mean(critic(fake) ** 2)

    run(tmp_path, callbacks=[Stop(2)], penalty=with_weight(2.0), penalty_weight=1.0)
    run(tmp_path, callbacks=[Stop(3)], penalty=with_weight(2.0), penalty_weight=1.0)
    for penalty, named in (
        (with_weight(3.0), "penalty weight is 3.0 here, 2.0"),
        (other, "penalty code is "),
    ):
        with pytest.raises(ValueError, match=named):
            run(tmp_path, penalty=penalty, penalty_weight=1.0)


def test_a_learning_rate_that_a_callback_changed_goes_on(tmp_path):
    class Halve(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            self.model.g_optimizer.learning_rate = float(self.model.g_optimizer.learning_rate.numpy()) / 2

    expected = run(callbacks=[Halve()], g_optimizer=adam())
    run(tmp_path, callbacks=[Halve()], epochs=1, g_optimizer=adam())
    gan, history = run(tmp_path, callbacks=[Halve()], g_optimizer=adam())
    assert float(gan.g_optimizer.learning_rate.numpy()) == pytest.approx(2e-4 / 8)
    # the halving after the checkpoint of epoch 1 belongs to the callback, which saw the end of that epoch before it
    assert_same_run((gan, history), expected)


def test_a_new_run_does_not_mix_with_a_later_one(tmp_path):
    run(tmp_path)
    fresh = small_gan()
    with pytest.raises(ValueError, match=r"holds step-00000015\.npz of a run that is further than this GAN \(step 0\)"):
        fresh.fit(batches_of(), callbacks=[training.Checkpoint(tmp_path)])
    training.Checkpoint(tmp_path).put_aside()
    fresh.fit(batches_of(), callbacks=[training.Checkpoint(tmp_path)])
    assert names(tmp_path) == [5]
    fresh.fit(batches_of(), callbacks=[training.Checkpoint(tmp_path)])  # the same GAN goes on, and so do its files
    assert names(tmp_path) == [5, 10]


def test_restore_gives_the_networks_and_refuses_others(kept):
    other = small_gan(5, loss="hinge")  # to look at the networks, the loss is no matter
    assert training.Checkpoint(kept).restore(other) == 2
    with pytest.raises(ValueError, match=r"units is 9 here, 8 in the checkpoint.*Build it as it was"):
        training.Checkpoint(kept).restore(small_gan(width=9))
    assert training.Checkpoint(kept / "empty").restore(other) is None


# --- damage -------------------------------------------------------------------------------------------------


def cut(path):
    path.write_bytes(path.read_bytes()[:1000])


def flip(path):
    whole_file = bytearray(path.read_bytes())
    whole_file[len(whole_file) // 2] ^= 4
    path.write_bytes(whole_file)


@pytest.mark.parametrize(
    "harm, said",
    [
        (cut, "step-00000010.npz is damaged and was passed over"),
        (flip, "step-00000010.npz is damaged and was passed over"),
        (lambda path: path.write_bytes(b""), "step-00000010.npz is damaged and was passed over"),
        (lambda path: np.savez(path, v0000=np.ones(3)), "step-00000010.npz is damaged and was passed over"),
        (Path.unlink, "Going on from step-00000005.npz"),
    ],
    ids=["cut", "flipped", "empty", "another's", "missing"],
)
def test_a_damaged_newest_falls_back_to_the_one_before_saying_so(two_epochs, tmp_path, whole, harm, said, capsys):
    folder = shutil.copytree(two_epochs, tmp_path / "copy")
    harm(folder / "step-00000010.npz")
    assert_same_run(run(folder, fresh=99), whole)
    out = capsys.readouterr().out
    assert said in out and "Going on from step-00000005.npz: epoch 2, 0 of 5 batches done." in out
    assert [path.name for path in sorted(folder.glob("*.npz"))][-1] == "step-00000015.npz"


def test_when_all_are_damaged_the_run_starts_afresh_saying_so(two_epochs, tmp_path, capsys):
    folder = shutil.copytree(two_epochs, tmp_path / "copy")
    for path in folder.glob("*.npz"):
        flip(path)
    _, history = run(folder, epochs=1)
    assert len(history.history["g_loss"]) == 5 and "Going on" not in (out := capsys.readouterr().out)
    assert out.count("is damaged and was passed over") == 2
    assert len(list(folder.glob("*.damaged"))) == 2


@pytest.fixture(scope="module")
def two_epochs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("two")
    run(folder, epochs=2)
    return folder


# --- a full disk --------------------------------------------------------------------------------------------


def test_a_full_disk_costs_one_warning_and_neither_the_run_nor_older_checkpoints(tmp_path, monkeypatch, whole):
    write, full = _files.save_arrays, OSError("the disk is full, so step-x.npz was not written")
    full.errno = 28

    def fails(path, *rest, **more):
        if folders.step_of(path) > 2:
            raise full
        return write(path, *rest, **more)

    monkeypatch.setattr(_files, "save_arrays", fails)
    with pytest.warns(RuntimeWarning) as caught:
        assert_same_run(run(tmp_path, every=1), whole)
    (warning,) = [one for one in caught if "could not be written" in str(one.message)]
    assert "checkpoint of step 3 could not be written (the disk is full" in str(warning.message)
    assert "Training goes on, and step-00000002.npz is still the newest." in str(warning.message)
    assert names(tmp_path) == [1, 2]
    monkeypatch.setattr(_files, "save_arrays", write)
    assert_same_run(run(tmp_path), whole)


def can_mount(folder):
    folder.mkdir()
    return (
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=250k", "none", folder], capture_output=True).returncode == 0
    )


def test_a_truly_full_disk(tmp_path, whole):
    """A file system of 250 kB; a checkpoint takes some 50 kB."""
    folder = tmp_path / "small"
    if not can_mount(folder):
        pytest.skip("no right to mount a small file system here")
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            gan = small_gan()
            history = gan.fit(
                batches_of(), epochs=3, callbacks=[training.Checkpoint(folder, every=1, keep=50, resume=True)]
            )
        assert_same_run((gan, history), whole)
        assert len([one for one in caught if "the disk is full" in str(one.message)]) == 1
        kept = names(folder)
        assert kept == list(range(1, len(kept) + 1)) and 1 <= len(kept) < 15
        for path in sorted(folder.iterdir()):
            assert _files.load_arrays(path, sealed=True)
        (folder / "step-00000001.npz").unlink(), (folder / "step-00000002.npz").unlink()
        assert_same_run(run(folder, fresh=99), whole)
    finally:
        subprocess.run(["umount", folder], check=True)


# --- two at once --------------------------------------------------------------------------------------------

HOLD = """
import sys, time
from gan_utils.training.checkpoint.folder import locked
with locked(sys.argv[1]):
    print("held", flush=True)
    time.sleep(600)
"""


def test_a_second_process_is_refused_until_the_first_is_gone(tmp_path, whole):
    first = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, text=True)
    try:
        assert first.stdout.readline() == "held\n"
        with pytest.raises(
            RuntimeError, match=rf"another run \(process {first.pid}\) is writing checkpoints to .*: wait"
        ):
            run(tmp_path)
        with pytest.raises(RuntimeError, match="another run"):
            training.Checkpoint(tmp_path).put_aside()
        assert list(tmp_path.glob("*.npz")) == []
    finally:
        first.kill()
        first.wait()
        first.stdout.close()
    assert_same_run(run(tmp_path), whole)  # death lets go, though the file of the lock is still there


def test_two_runs_in_one_kernel_are_two(tmp_path):
    class Second(keras.callbacks.Callback):
        def on_epoch_end(self, epoch, logs=None):
            with pytest.raises(RuntimeError, match=f"process {os.getpid()}"):
                run(tmp_path)

    run(tmp_path, callbacks=[Second()])


def test_an_error_lets_go_of_the_folder(tmp_path):
    with pytest.raises(ZeroDivisionError):
        run(tmp_path, callbacks=[Stop(3, ZeroDivisionError())])
    assert list(tmp_path.iterdir()) == []
    run(tmp_path, epochs=1)


def test_what_a_killed_writer_left_is_removed(tmp_path):
    (tmp_path / ".step-00000003-k2j4.npz").write_bytes(b"half")
    run(tmp_path, epochs=1)
    assert names(tmp_path) == [5]


def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(tmp_path, monkeypatch):
    """Between opening and locking, the run that held the folder ends and removes its file."""
    flock, calls = fcntl.flock, []

    def late(file, how):
        if not calls:
            (tmp_path / ".lock").unlink()
        calls.append(file.name)
        return flock(file, how)

    monkeypatch.setattr(folders.fcntl, "flock", late)
    with folders.locked(tmp_path):
        assert len(calls) == 2
        with pytest.raises(RuntimeError, match="another run"), folders.locked(tmp_path):
            pass


class LocksOfWindows:
    """Stands in for `msvcrt`: locks single bytes of files."""

    LK_NBLCK, LK_UNLCK = 2, 0

    def __init__(self):
        self.held = {}

    def locking(self, file, mode, size):
        byte = os.fstat(file).st_ino, os.lseek(file, 0, os.SEEK_CUR)
        if (mode == self.LK_NBLCK) == (byte in self.held):
            raise PermissionError(13, "Permission denied")
        if mode == self.LK_NBLCK:
            self.held[byte] = size
        else:
            del self.held[byte]


def test_on_windows_the_second_is_refused_by_name_and_the_lock_outlives_its_file(tmp_path, monkeypatch):
    """A locked byte cannot be read there, nor a file removed that is open."""

    def is_open(path, **_):
        raise PermissionError(13, f"{path} is open")

    locks = LocksOfWindows()
    monkeypatch.setattr(folders, "fcntl", None)
    monkeypatch.setattr(folders, "msvcrt", locks, raising=False)
    monkeypatch.setattr(Path, "unlink", is_open)
    for _ in range(2):
        with folders.locked(tmp_path):
            ((_, byte),) = locks.held
            assert byte > (tmp_path / ".lock").stat().st_size > 0
            with (
                pytest.raises(RuntimeError, match=rf"process {os.getpid()}\)"),
                folders.locked(tmp_path),
            ):
                pass
        assert locks.held == {}


# --- what is in it ------------------------------------------------------------------------------------------


def test_a_checkpoint_is_plain_arrays_and_text_that_say_where_the_run_is(kept):
    arrays = _files.load_arrays(kept / "step-00000002.npz", sealed=True)
    described = json.loads(str(arrays["run"]))
    # batches 1 and 2 of epoch 0 are done; pass 0 went to fit's own look at the first batch
    assert described["place"] == {
        "epoch": 0,
        "batches": 2,
        "passes": [1],
        "passes_now": [2],
        "epochs_done": [],
    }
    assert described["settings"]["loss"] == "non_saturating"
    assert {key for key in arrays if key.startswith("history/")} == {f"history/{k}" for k in training.HISTORY_KEYS}
    assert all(array.dtype.kind in "fiuU" for array in arrays.values())


def test_a_description_is_the_same_in_every_session():
    make = lambda seed: fingerprint.describe(small_gan(seed, conditional=True), batches_of(labels=True))
    one, two = make(0), make(1)  # Keras numbers the layers on from one GAN to the next, as from cell to cell
    assert one == two
    assert json.loads(json.dumps(one)) == one
    assert not [value for value in one.values() if "0x" in str(value)]


def test_a_run_on_two_replicas_resumes_to_the_same_weights(tmp_path):
    """Two logical CPUs, which a process can only have from its start, so in one of its own."""
    program = """
import sys
import numpy as np, tensorflow as tf
from gan_utils import data, models, training
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
def run(epochs, *callbacks):
    with strategy.scope():
        networks = models.mlp_generator((8, 8, 1), 8, (16,), seed=1), models.mlp_discriminator((8, 8, 1), (16,), seed=2)
        gan = training.GAN(*networks)
        gan.compile(ema_decay=0.9)
    gan.fit(data.load("digits").batches(64, seed=0).take(3), epochs=epochs, callbacks=callbacks)
    return gan
run(2, training.Checkpoint(sys.argv[1]))
resumed, whole = run(3, training.Checkpoint(sys.argv[1], resume=True)), run(3)
assert resumed.steps_done == whole.steps_done == 9
differences = [np.abs(a - b).max() for a, b in zip(resumed.get_weights(), whole.get_weights(), strict=True)]
print("largest difference", float(max(differences)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "run")], capture_output=True, text=True, timeout=300
    )
    assert done.stdout.splitlines()[-1:] == ["largest difference 0.0"], done.stderr[-2000:]
