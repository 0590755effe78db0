"""What `GAN` and the trainers beside it share: two players, noise that can be had again, a run that can go on."""

import collections
import weakref

import keras
import tensorflow as tf
from keras import ops

from gan_utils import _random, losses
from gan_utils._checked import whole
from gan_utils.models import mixed_precision
from gan_utils.models.generators import save_generator
from gan_utils.training import card as cards
from gan_utils.training import checks, executing, feeding, machines, running
from gan_utils.training.history import GoodWeights, StepHistory

# Replica number i draws under the key seed + i·(this prime), so that runs with neighbouring seeds share no noise.
REPLICA_STRIDE = 7919


class Players(keras.Model):
    """A generator and, in most trainers, a discriminator, each with its optimizer; a subclass adds the step.

    A subclass has `compile`, which checks its own settings and leaves the rest to that of this class, `train_step`,
    `fit` and `generate`, and besides:

    * `history_keys`: what each step of a run leaves in the history;
    * `recipe_numbers`, `recipe_functions`: names of the attributes that `compile` sets, on which a run depends;
    * `draws_a_step`: how many streams of noise a step has;
    * `networks`: the names of the attributes that hold a network, in the order in which a checkpoint describes them;
    * `generator_variables`: what the generator's optimizer moves, and `moved_by_g`, whose they are;
    * `facts()`: what the generator takes and makes, for the card of a saved one.

    Args:
        generator: a built `keras.Model`.
        discriminator: likewise, or None where nobody judges.
        seed: of the noise.
        name: of the model.
    """

    history_keys = ("g_loss",)
    recipe_numbers = ("ema_decay", "ema_warmup")
    recipe_functions = ()
    draws_a_step = 1
    n_classes = None
    networks = ("generator", "discriminator")

    def __init__(self, generator, discriminator, seed, name):
        super().__init__(name=name, dtype="float32")  # the networks have their own precision
        self.generator, self.discriminator = generator, discriminator
        self.seed = whole(seed, "seed", -(2**31), 2**31 - 1)  # int32, as are the keys of the streams
        self.step = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False, name="step")
        self.ema_generator = None
        self._steps, self.execution = None, executing.Execution()
        self._graphs = collections.deque()  # Keras would track a list
        weakref.finalize(self, running.dismantle, self._graphs)
        self.built = True

    def call(self, inputs, training=False):
        """Return generated samples."""
        return self.generator(inputs, training=training)

    @property
    def run_history(self):
        """The history of the run under way, or of the last one: a dictionary of per-step lists."""
        return self._steps.history if self._steps is not None else {key: [] for key in self.history_keys}

    @property
    def steps_done(self):
        """How many steps the networks have been trained for, an int, also where a strategy mirrors the variables."""
        return int(tf.convert_to_tensor(self.step.value))

    @property
    def generator_variables(self):
        """What the generator's optimizer moves: the generator's trainable weights."""
        return self.generator.trainable_variables

    @property
    def moved_by_g(self):
        """The name of what the generator's optimizer moves, for messages."""
        return self.generator.name

    @property
    def sampling_generator(self):
        """The generator that `generate` draws from: the moving average where there is one."""
        return self.ema_generator if self.ema_generator is not None else self.generator

    # -- for the subclasses --------------------------------------------------------------------------------------

    def compile(self, loss, g_optimizer, d_optimizer, ema_decay, ema_warmup, jit_compile, run_eagerly):
        """Check and take what every trainer is compiled with.

        Args:
            loss: a name in `losses.LOSSES` or a `GANLoss`; None where nobody judges.
            g_optimizer, d_optimizer, ema_decay, ema_warmup, jit_compile, run_eagerly: as in `GAN.compile`.

        Raises:
            ValueError: for an unknown loss, one optimizer for two networks or of another one, or values out of range.
        """
        g_optimizer = checks.as_optimizer(g_optimizer, "g_optimizer")
        d_optimizer = checks.as_optimizer(d_optimizer, "d_optimizer")
        checks.check_optimizers(g_optimizer, d_optimizer)
        checks.check_average(ema_decay, ema_warmup)
        checks.check_optimizer_is_free(g_optimizer, "g_optimizer", self.moved_by_g, self.generator_variables)
        if self.discriminator is not None:
            judges = self.discriminator
            checks.check_optimizer_is_free(d_optimizer, "d_optimizer", judges.name, judges.trainable_variables)
        self.gan_loss = None if loss is None else losses.get(loss)
        super().compile(optimizer=None, jit_compile=jit_compile, run_eagerly=run_eagerly)
        self._take_optimizers(g_optimizer, d_optimizer)
        self._keep_average(ema_decay, ema_warmup)

    def _take_optimizers(self, g_optimizer, d_optimizer):
        """Give each player its optimizer, with a loss scale where it computes in float16."""
        self.g_optimizer = mixed_precision.with_loss_scale(g_optimizer, self.generator)
        self.g_optimizer.build(self.generator_variables)
        self.d_optimizer = None
        if self.discriminator is not None:
            self.d_optimizer = mixed_precision.with_loss_scale(d_optimizer, self.discriminator)
            self.d_optimizer.build(self.discriminator.trainable_variables)

    def _keep_average(self, ema_decay, ema_warmup):
        """Begin a moving average of the generator's weights, unless the decay is None."""
        self.ema_decay, self.ema_warmup, self.ema_generator = ema_decay, bool(ema_warmup), None
        if ema_decay is not None:
            self.ema_generator = keras.models.clone_model(self.generator)
            self.ema_generator.set_weights(self.generator.get_weights())

    def _stream(self, draw):
        """Return the pair of ints that names one random stream of this step (and of this replica)."""
        replica = tf.distribute.get_replica_context().replica_id_in_sync_group
        key = self.seed + REPLICA_STRIDE * tf.cast(replica, tf.int32)
        return tf.stack([key, self.draws_a_step * self.step.value + draw])

    def _noise(self, n, width, draw):
        """Return standard normal noise of draw number `draw` of the current step, shape (n, width).

        Each of several replicas draws that of the whole batch and takes its own rows: together they have what one
        would have drawn.
        """
        context = tf.distribute.get_replica_context()
        replicas, replica = context.num_replicas_in_sync, tf.cast(context.replica_id_in_sync_group, tf.int32)
        if replicas == 1:
            return _random.normal((n, width), self._stream(draw))
        one_key = tf.stack([self.seed, self.draws_a_step * self.step.value + draw])
        return _random.normal((replicas * n, width), one_key)[replica * n : (replica + 1) * n]

    def _scaled(self, optimizer, loss):
        """Return the loss of one replica as its optimizer wants it, which adds up gradients and may have float16."""
        replicas = tf.distribute.get_replica_context().num_replicas_in_sync
        return optimizer.scale_loss(loss / replicas if replicas > 1 else loss)

    @property
    def steps_left(self):
        """How many steps the epoch under way still has; 1 where nobody knows."""
        return max(1, self._steps.length - self._steps.batches_done)

    @property
    def _one_by_one(self):
        """Whether each step is a call of its own: in plain Python, or under a strategy, which has its own devices."""
        return self.run_eagerly or self._distribute_strategy is not None or tf.distribute.has_strategy()

    def make_train_function(self, force=False):
        """Make what Keras' `fit` calls for each of its steps, which are several of ours where that is faster."""
        if self.train_function is not None and not force:
            return
        if self._one_by_one:
            super().make_train_function(force)
            self.train_function = executing.step_by_step(self, self.train_function)
        else:
            self.train_function = executing.train_function(self)

    def _begin_step(self):
        running.note_graph(self._graphs)

    def _end_step(self, logs):
        """Let the average follow the generator, count the step, and return its scalars as Keras wants them."""
        if self.ema_generator is not None:
            decay = self._ema_decay_now()
            for average, value in zip(self.ema_generator.weights, self.generator.weights, strict=True):
                average.assign(decay * average + (1.0 - decay) * value)
        self.step.assign(self.step + 1)
        return machines.for_keras(logs)

    def _ema_decay_now(self):
        if not self.ema_warmup:
            return self.ema_decay
        t = ops.cast(self.step.value, "float32")
        return ops.minimum(self.ema_decay, (1.0 + t) / (10.0 + t))

    def _check_run(self, callbacks, epochs, initial_epoch, verbose, steps_per_epoch):
        """Return the callbacks as a list, or raise for whatever `fit` cannot take."""
        callbacks = checks.as_callbacks(callbacks)
        if not self.compiled:
            raise ValueError(
                f"this {type(self).__name__} is not compiled: call {self.name}.compile(), which chooses loss and "
                "optimizers, before fit"
            )
        checks.check_run(epochs, initial_epoch, verbose, steps_per_epoch)
        return callbacks

    def _run(self, batches, epochs, callbacks, verbose, initial_epoch):
        """Train on batches that fit the networks, and return the history of this run."""
        machines.check_shares(self.distribute_strategy, batches, getattr(self, "n_critic", 1))
        self._steps = steps = StepHistory(batches, initial_epoch, self.history_keys)
        with feeding.unmoved_by_the_end():
            try:
                running.run(self, super().fit, batches, epochs, [steps, GoodWeights(), *callbacks], verbose)
            except tf.errors.InvalidArgumentError as error:
                raise feeding.in_words(error, self.n_classes) or error from None
        return steps

    # -- what stays ----------------------------------------------------------------------------------------------

    def save_generator(self, path, card=None):
        """Write the generator that `generate` draws from, with its architecture and a card, to one `.npz` file.

        `models.load_generator(path)` returns it in any process: called with `training=False` it then makes the
        pictures that `generate` makes here.

        Args:
            path: where to; it ends in `.npz`, and missing folders are made.
            card: a dictionary of what its card should say besides sizes, classes and recipe, as {"data": "my shells"}.

        Returns:
            The SHA-256 of what was written.

        Raises:
            ValueError, OSError: as `models.save_generator`.
        """
        return save_generator(self.sampling_generator, path, cards.card(self) | (card or {}))

    def save(self, *_, **__):
        """Say what to do instead: two optimizers and averages are nothing that Keras' format knows.

        Raises:
            NotImplementedError: always.
        """
        self.get_config()

    def get_config(self):
        """Say, as `save` does, what to do instead: this is what Keras asks for when it saves or copies a model.

        Raises:
            NotImplementedError: always.
        """
        what = "a GAN" if self.name == "gan" else f"this {type(self).__name__}"
        raise NotImplementedError(
            f"Keras cannot save or copy {what} whole: {self.name}.save_generator(path) keeps what you draw from, and "
            "the callback training.Checkpoint(folder) the run, so that it can go on"
        )
