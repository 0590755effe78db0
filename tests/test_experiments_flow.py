"""The runs behind notebook 14: their rows, what is measured, and the table that is shipped."""

import numpy as np
import pytest

from gan_course.experiments import flow, table
from gan_course.experiments.flow import runs
from gan_utils import latent, toy


def same(one, other):
    return all(np.array_equal(*pair) for pair in zip(one.get_weights(), other.get_weights(), strict=True))


def test_each_prediction_names_what_it_is_about():
    assert len(flow.PREDICTIONS) == 9 and all(flow.PREDICTIONS.values())


def test_rows_of_the_ring_start_alike_and_differ_in_what_they_say():
    plain, moved = (flow.ROWS[name] for name in ("ring, λ = 0", "ring, λ .2 → .005"))
    assert sum(one != other for one, other in zip(plain, moved, strict=True)) == 1
    one, other = (flow.trainer(name, seed=1) for name in ("ring, λ = 0", "ring, λ .2 → .005"))
    assert same(one.generator, other.generator) and same(one.discriminator, other.discriminator)
    assert one.transport_weight is None and other.transport_weight == (0.2, 0.005, moved.steps)


def test_the_step_from_scratch_has_the_flows_own_first_weights():
    flowing, scratch = (flow.trainer(f"digits, {name}", seed=2) for name in ("flow", "one step from scratch"))
    assert same(flowing.generator, scratch.generator)  # a generator's weights are those of the velocity inside it
    assert not same(flowing.generator, flow.trainer("digits, flow", seed=3).generator)
    assert same(scratch.discriminator, flow.trainer("digits, GAN", seed=2).discriminator)


def test_a_run_on_the_ring_says_where_the_same_noise_went():
    (record, arrays), (_, others) = (flow.run("ring, λ = 0", seed=seed, steps=2) for seed in (0, 1))
    assert arrays["modes"].shape == (2000,) and record["processor_seconds"] > 0
    assert 0 <= record["inside"] <= 1 and 0 <= record["covered"] <= 8
    z = latent.sample(2000, 2, seed=0)
    assert np.array_equal(flow.modes(arrays["ends"]), arrays["modes"][:300])
    # after two steps both still send noise about where they were told to by their first weights
    assert record["sector"] == pytest.approx((flow.modes(z) == arrays["modes"]).mean(), abs=1e-4)
    assert flow.agreement(arrays["modes"], others["modes"])[0] < 1.0


def test_a_run_of_the_flow_is_scored_on_its_way_at_every_number_of_calls_and_after_adversarial_steps():
    record, pictures = flow.run("digits, flow", seed=0, steps=2, samples=80)
    assert record["steps"] == [1, 2] and len(record["fcd"]) == 2 and record["raw_fcd"] > 0
    assert [calls for *_, calls, _ in record["frontier"]] == [1, 2, 4, 8, 2, 4, 8, 16, 50]
    assert record["frontier"][0][-1] == pytest.approx(record["before"], rel=1e-3)  # one step of Euler's, both
    assert record["post"]["steps"] == [1, 2]
    assert all(each.shape == (32, 28, 28, 1) and each.dtype == np.uint8 for each in pictures.values())
    assert set(pictures) == {"drawn", "one_call", "post"}


def test_scoring_the_raw_network_leaves_the_average_in_place():
    model = flow.trainer("ring, flow", seed=0)
    average = model.ema_generator
    average.set_weights([w + 1.0 for w in average.get_weights()])
    raw, warm = (draw(model, 5, 0) for draw in (runs._raw, runs._drawn))
    assert model.ema_generator is average and not np.allclose(raw, warm)


def test_agreement_beyond_chance():
    # of the eighths each is filled alike, so chance is 8·(1/8)² = 1/8; a run against itself agrees always
    modes = np.tile(np.arange(8), 50)
    share, low, high, chance = flow.agreement(modes, np.roll(modes, 1))
    assert share == low == 0.0 < high < 0.02 and chance == pytest.approx(1 / 8)
    assert flow.agreement(modes, modes)[0] == 1.0
    lazy = np.zeros(400, int)
    assert flow.agreement(lazy, lazy)[3] == 1.0  # two runs that have one mode left agree by chance alone


def test_the_nearest_mode_is_the_one_that_a_point_was_drawn_around():
    ring = toy.ring(8)
    assert flow.modes(ring + 0.1).tolist() == list(range(8))


def test_unknown_rows_are_refused():
    with pytest.raises(ValueError, match="unknown row 'digits'"):
        flow.run("digits", seed=0)


def test_the_shipped_table_is_whole_and_of_todays_settings():
    fresh = table.fresh(flow.EXPERIMENT)
    assert set(fresh) == {(row, seed) for row in flow.ROWS for seed in flow.SEEDS}
    assert set(flow.pictures()) == set(flow.ROWS)
    for row in flow.group("ring"):
        assert len(flow.agreements(row)) == 3
        assert {seed: modes.shape for seed, modes in flow.sent(row).items()} == dict.fromkeys(flow.SEEDS, (2000,))


def test_gan_and_flow_had_the_same_compute():
    spent = {
        row: np.mean([run["processor_seconds"][-1] for run in flow.load()["runs"] if run["row"] == row])
        for row in ("digits, GAN", "digits, flow")
    }
    assert max(spent.values()) / min(spent.values()) < 1.25
