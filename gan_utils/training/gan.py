"""`GAN`: generator and discriminator as one Keras model, trained by `fit` in two alternating stages."""

from gan_utils import losses
from gan_utils.training import augment as augmentation
from gan_utils.training import checks, feeding
from gan_utils.training.history import HISTORY_KEYS
from gan_utils.training.parts import in_parts, labelled_latents, latents_for
from gan_utils.training.stages import Stages


class GAN(Stages):
    """A generator and a discriminator that train against each other.

    Each step first updates the discriminator on real and generated images, then the generator through the
    discriminator (Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1). Noise is drawn by stateless generators
    keyed by (seed, step), so a run can be repeated.

    Args:
        generator: model from z, shape (batch, latent_dim), to samples; or from [z, labels].
        discriminator: model from samples to logits, shape (batch, 1); or from [samples, labels].
        seed: of the noise.
        n_classes: how many classes the labels name; by default told from the networks, which know it where an
            `Embedding` or a one-hot vector takes their labels, as in those of `models`.

    Attributes:
        n_classes: that number; None where there are no labels.

    Raises:
        ValueError: when the two networks do not fit each other, also in the number of classes, or when it cannot be
            told and is not given.

    >>> from gan_utils import models
    >>> gan = GAN(models.mlp_generator((2,), 2, (8,)), models.mlp_discriminator((2,), (8,)))
    >>> gan.compile()
    >>> gan.generate(3, seed=0).shape
    (3, 2)
    """

    history_keys = HISTORY_KEYS
    recipe_numbers = ("n_critic", "penalty_weight", "ema_decay", "ema_warmup", "weight_clip", "share_fakes")
    recipe_numbers += ("simultaneous", "transport_weight")
    recipe_functions = ("penalty", "augment")

    def __init__(self, generator, discriminator, seed=0, n_classes=None, name="gan"):
        checks.check_networks(generator, discriminator)
        checks.check_hearing(generator, discriminator)
        super().__init__(generator, discriminator, seed, name)
        self.generator_is_conditional = len(generator.inputs) == 2
        self.discriminator_is_conditional = len(discriminator.inputs) == 2
        self.conditional = self.generator_is_conditional or self.discriminator_is_conditional
        self.n_classes = checks.count_classes(generator, discriminator, n_classes)
        self.latent_dim = generator.inputs[0].shape[-1]
        self.sample_shape = tuple(generator.output_shape[1:])

    def compile(
        self,
        loss="non_saturating",
        g_optimizer=None,
        d_optimizer=None,
        penalty=None,
        penalty_weight=0.0,
        n_critic=1,
        ema_decay=None,
        ema_warmup=False,
        weight_clip=None,
        augment=None,
        share_fakes=False,
        simultaneous=False,
        transport_weight=0.0,
        jit_compile="auto",
        run_eagerly=False,
    ):
        """Choose what each player minimises and how.

        Args:
            loss: a name in `losses.LOSSES` or a `GANLoss`.
            g_optimizer, d_optimizer: Keras optimizers or their names, one for each network; Adam(2e-4, beta_1=0.5) by
                default.
            penalty: a name in `losses.PENALTIES`, several in a list, whose sum is taken, or a function
                (critic, real, fake, seed) -> scalar. A discriminator with batch normalisation gets a warning, since
                there the slope at one image depends on the others.
            penalty_weight: what the penalty is multiplied by before it joins the discriminator's loss.
            n_critic: discriminator updates for each generator update, each on different real images.
            ema_decay: with a number in (0, 1), keep an exponential moving average of the generator's weights,
                from which `generate` then draws.
            ema_warmup: let the average forget faster at first, by a decay of (1 + t) / (10 + t) after t steps until
                that exceeds `ema_decay`; the average then shows early what the generator has learnt, and not its
                random start (as `num_updates` does in `tf.train.ExponentialMovingAverage`).
            weight_clip: with a number c, clip every trainable weight of the discriminator to [-c, c] after each of
                its updates (Arjovsky et al. 2017, arXiv:1701.07875, algorithm 1, where c is 0.01).
            augment: a function (images, seed) -> images, or several to apply in turn, such as those in
                `training.augment`. The discriminator then sees no image as it is, real or fake, in either stage,
                and the generator learns through the function (Zhao et al. 2020, arXiv:2006.10738, section 3.2).
                A penalty is the slope with respect to the images before they are augmented, through the augmentation,
                as in StyleGAN2-ADA (Karras et al. 2020, arXiv:2006.06676).
            share_fakes: whether G learns from the very fakes that D has just learnt from, those of the last of n_critic
                updates, and not from new ones: one pass of G a step less. Only that pass is shared: D, as it is by
                then, sees them again, with the same labels and, in a relativistic loss, beside the same real images,
                and `augment` changes them anew. Algorithm 1 draws new noise; the loops of TensorFlow's and PyTorch's
                DCGAN tutorials share. Batch normalisation in G then moves its averages once a step where it was twice.
            simultaneous: whether both learn from one pass of G and D, each from the other as it was before the step, as
                in TensorFlow's DCGAN tutorial, and not G from a D that has just learnt. It shares the fakes, and spares
                D's second look at them too. Notebook 01 shows what it costs: two players that move at once circle
                farther out (Mescheder et al. 2018, arXiv:1801.04406, section 3). After n_critic − 1 updates of D alone,
                the last one is G's also.
            transport_weight: λ of ‖G(z) − z‖² in the generator's loss, so that of all generators that make the samples
                one is wanted that moves the noise least; z then has as many numbers as a sample. A triple (first, last,
                steps) lets λ go from the first number to the last in a straight line over so many steps.
            jit_compile: XLA; "auto" leaves it to Keras: on with a GPU where the networks allow it, off on a CPU,
                where compiling takes seconds, saves little, and keeps its memory until the kernel ends.
            run_eagerly: plain Python, for debugging.

        Raises:
            ValueError: for an unknown loss or penalty, one optimizer for two networks, values out of range, an
                `augment` that is no function, or a `share_fakes` or `simultaneous` that is neither True nor False.
        """
        checks.check_settings(penalty, penalty_weight, n_critic, weight_clip)
        checks.warn_of_batch_norm(self.discriminator, penalty)
        transport_weight = checks.transport_schedule(transport_weight, self.latent_dim, self.sample_shape)
        checks.yes_or_no(share_fakes, "share_fakes")
        checks.yes_or_no(simultaneous, "simultaneous")
        penalty, augment = losses.get_penalty(penalty), augmentation.get(augment)
        super().compile(loss, g_optimizer, d_optimizer, ema_decay, ema_warmup, jit_compile, run_eagerly)
        self.penalty, self.augment, self.transport_weight = penalty, augment, transport_weight
        self.penalty_weight, self.n_critic, self.weight_clip = float(penalty_weight), int(n_critic), weight_clip
        self.share_fakes, self.simultaneous = share_fakes, simultaneous

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0, steps_per_epoch=None):
        """Train on `batches` and return the history of this run, a value for each step.

        An interrupt (Ctrl-C, or the stop button) ends training after the step under way, or the few that are one call
        of TensorFlow, keeps the networks as they are and returns the history so far; call `fit` again to go on. A
        second interrupt does not wait. A loss that is not finite stops training, puts back the last good weights, and
        says so in a warning.

        Up to ten steps are one call of TensorFlow, as far as they take a quarter of a second: small networks spend much
        of a step on the way from Python and back. What they compute, leave and keep is that of single steps. Each step
        is a call of its own for the sake of a callback with an `on_train_batch_end` of yours, under a strategy, and
        where nobody knows how many batches there are.

        Args:
            batches: a `tf.data.Dataset` of images, or of (images, labels), as `ImageDataset.batches` gives.
            epochs: passes over the batches; with a `Checkpoint` that resumes, those that are done count.
            callbacks: Keras callbacks, one by itself or several. With `Checkpoint(folder, resume=True)` a run that was
                cut short goes on where it stopped, also in the middle of an epoch, and the history is that of the whole
                run.
            verbose: 0 (silent), 1 (a bar) or 2 (a line an epoch), as in Keras.
            initial_epoch: the epoch to count from.
            steps_per_epoch: how many steps an epoch has, for batches that never end, or that are more than one wants;
                each epoch starts the batches anew, so they should be shuffled.

        Returns:
            A Keras `History` whose `.history` maps each of `HISTORY_KEYS` to a list with one float a step.

        Raises:
            ValueError: before `compile`; when the batches do not fit the networks, naming both shapes, hold labels that
                name no class, never end or are too few for `n_critic`; and for callbacks that cannot work.
        """
        callbacks = self._check_run(callbacks, epochs, initial_epoch, verbose, steps_per_epoch)
        fits = (self.sample_shape, self.conditional, self.n_classes, self.n_critic)
        batches = feeding.prepared(batches, *fits, steps_per_epoch)
        if self.n_critic > 1:
            batches = batches.batch(self.n_critic, drop_remainder=True)
        return self._run(batches, epochs, callbacks, verbose, initial_epoch)

    def generate(self, n=None, labels=None, seed=None, z=None, batch_size=256):
        """Return samples of the generator (of its moving average where there is one) in inference mode.

        Args:
            n: how many; taken from `labels` or `z` where those are given.
            labels: ints, shape (n,), for a conditional generator.
            seed: fixes z; required unless z is given.
            z: latents, shape (n, latent_dim).
            batch_size: how many are made at once.

        Returns:
            float32 array, shape (n, *sample_shape); images are in [-1, 1].

        Raises:
            ValueError: for labels that are unknown, missing or not wanted, a z of the wrong width, or no seed.
        """
        if self.generator_is_conditional:
            inputs = labelled_latents(n, labels, seed, z, self.latent_dim, self.n_classes)
        elif labels is not None:
            raise ValueError("this generator takes no labels: build it with n_classes=10 to ask for classes")
        else:
            inputs = [latents_for(n, seed, z, self.latent_dim)]
        return in_parts(self.sampling_generator, inputs, batch_size)

    def facts(self):
        """Return what the generator takes and makes, and how it was trained, for the card of a saved one."""
        return {
            "latent_dim": int(self.latent_dim),
            "sample_shape": [int(side) for side in self.sample_shape],
            "n_classes": int(self.n_classes) if self.generator_is_conditional else None,
        }
