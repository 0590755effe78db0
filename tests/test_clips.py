"""Clips of a bouncing disc, and how evenly what they show moves."""

import numpy as np
import pytest

from gan_utils import data, metrics

CLIPS = data.draw_clips(80, seed=2)


def test_a_disc_keeps_its_size_stays_inside_and_moves_one_to_two_pixels():
    light = CLIPS[..., 0] / 255.0
    mass = light.sum(axis=(2, 3))
    np.testing.assert_allclose(mass.max(axis=1), mass.min(axis=1), rtol=0.1)
    assert mass.min() > 0.9 * np.pi * 2**2 and mass.max() < 1.1 * np.pi * 3**2
    middle = np.arange(16) - 7.5
    centre = (
        np.stack([(light.sum(axis=2) * middle).sum(-1), (light.sum(axis=3) * middle).sum(-1)], -1) / mass[..., None]
    )
    assert np.abs(centre).max() < 6  # 8 less a radius of 2
    steps = np.linalg.norm(np.diff(centre, axis=1), axis=-1)
    assert np.median(steps) == pytest.approx(1.5, abs=0.2) and steps.max() < 2.2
    bends = np.linalg.norm(np.diff(centre, n=2, axis=1), axis=-1)
    assert (bends < 0.25).mean() > 0.5  # most frames it flies straight on; at a wall the velocity turns
    assert bends.max() > 1.5
    assert not np.array_equal(CLIPS, data.draw_clips(80, seed=3))


def test_motion_by_hand():
    clip = np.zeros((2, 4, 8, 8, 1), np.uint8)
    for t, (x, y) in enumerate([(1, 1), (2, 1), (3, 1), (3, 4)]):
        clip[0, t, y, x] = 200
        clip[1, t, y, x] = 200 if t else 100
    jerk, flicker, spread = metrics.motion(clip)
    # velocities (1, 0), (1, 0), (0, 3): changes 0 and √(1 + 9)
    np.testing.assert_allclose(jerk, np.sqrt(10) / 2)
    # brightness 100, 200, 200, 200: mean 175, deviation √(75² + 3·25²)/2 = 43.3
    np.testing.assert_allclose(flicker, [0, 43.301 / 175], atol=1e-4)
    assert spread.tolist() == [0, 0]
    moved = np.roll(clip, (1, 2), axis=(2, 3))
    np.testing.assert_allclose(metrics.motion(moved).jerk, jerk)
    haze = np.where(clip == 0, 20, clip).astype(np.uint8)  # 20 of 255 is below a tenth
    np.testing.assert_allclose(metrics.motion(haze).jerk, jerk)
    assert metrics.motion(haze, dark=0).spread[0] > 1
    dark = metrics.motion(np.zeros((1, 3, 8, 8, 1), np.uint8))
    assert dark.jerk[0] == 0 and np.isfinite(dark.spread[0])


def test_frames_out_of_order_and_two_discs_are_told():
    real, rng = metrics.motion(CLIPS), np.random.default_rng(0)
    mixed = metrics.motion(np.stack([clip[rng.permutation(8)] for clip in CLIPS]))
    assert np.median(mixed.jerk) > 3 * np.median(real.jerk)
    two = np.maximum(CLIPS[:40], CLIPS[40:])
    assert np.median(metrics.motion(two).spread) > 1.5 * np.median(real.spread)
    floats = metrics.motion(data.to_model(CLIPS[:5]))
    np.testing.assert_allclose(floats.jerk, real.jerk[:5], atol=1e-6)


def test_bad_clips_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="three frames or more"):
        metrics.motion(CLIPS[:, :2])
    with pytest.raises(ValueError, match="n must be a whole number"):
        data.draw_clips(0, seed=0)
