"""`fit` costs little beside the steps it runs: counted, since a clock says little on a machine that others use too."""

from gan_utils import data, models, training

STEPS = 60


class Counted(training.GAN):
    """A GAN that counts how often Python goes through its step: once a compilation, and never once compiled."""

    times = 0

    def train_step(self, *arguments):
        self.times += 1
        return super().train_step(*arguments)


def test_fit_runs_each_step_once_and_compiles_it_once():
    """On a quiet machine `fit` is as fast as a plain loop over the same step; a step that runs twice, one that is
    compiled again by each `fit` or epoch, and one that runs operation by operation take several times as long."""
    gan = Counted(
        models.dcgan_generator((28, 28, 1), latent_dim=16, width=16, seed=1),
        models.dcgan_discriminator((28, 28, 1), width=16, seed=2),
    )
    gan.compile()
    batches = data.load("mnist5k").batches(64, seed=0).repeat()
    gan.fit(batches.take(2), verbose=0)
    compiled, begun = gan.times, int(gan.step.value)
    assert 1 <= compiled <= 2 and begun == 2
    for more in (1, 2):
        gan.fit(batches.take(STEPS // 2), verbose=0)
        assert int(gan.step.value) == begun + more * STEPS // 2
    assert gan.times == compiled
