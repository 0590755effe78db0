"""The judge of sprites and the generator that it judges: recipes, spoiled sprites, and what the cards claim."""

import keras
import numpy as np
import pytest

from gan_course.experiments import pretrain
from gan_course.experiments.sprites import generator, judge
from gan_course.experiments.sprites.spoiled import KINDS, UNSEEN, spoil
from gan_utils import data, metrics, models, training
from gan_utils.data.sprites import FILLS
from gan_utils.metrics.features import SpriteClassifier


@pytest.fixture(scope="module")
def factors():
    return data.sprite_factors("test")[::20]  # 50


# -- spoiled sprites -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_spoiled_sprites_follow_from_their_seed_and_are_no_sprites(kind, factors):
    spoiled = spoil(kind, factors, seed=3)
    assert spoiled.shape == (50, 64, 64, 3) and spoiled.dtype == np.uint8
    np.testing.assert_array_equal(spoiled, spoil(kind, factors, seed=3))
    assert (spoiled != spoil(kind, factors, seed=4)).any()
    apart = np.abs(spoiled.astype(float) - data.draw_sprites(factors)).mean(axis=(1, 2, 3))
    assert apart.min() > 0.5, "one of them is the sprite itself"
    assert len(spoil(kind, factors[:0], seed=0)) == 0


def test_a_spoiled_colour_leaves_the_outline_and_a_spoiled_shape_the_colour(factors):
    clean = data.draw_sprites(factors)
    inside = lambda images: images.min(axis=-1) < 220
    assert (inside(spoil("two colours", factors, 0)) == inside(clean)).mean() > 0.99
    fills = np.array(FILLS)[factors["colour"]]
    for kind in ("two halves", "between two shapes"):
        middle = spoil(kind, factors, 0)
        shows_fill = (np.abs(middle - fills[:, None, None, :].astype(float)).max(axis=-1) <= 1).sum(axis=(1, 2))
        assert shows_fill.min() > 20, kind


def test_an_unknown_kind_of_spoiling_lists_the_valid_ones(factors):
    with pytest.raises(ValueError, match="unknown kind of spoiled sprite 'torn': choose one of noise, blurred, "):
        spoil("torn", factors, 0)


# -- the judge -------------------------------------------------------------------------------------------------


def test_the_judge_is_taught_to_be_unsure_only_of_what_is_spoiled(factors):
    images, targets = judge.training_set(factors, seed=0, n_easy=4, n_hard=4)
    trained_on = [kind for kind in KINDS if kind not in UNSEEN]
    assert len(images) == len(factors) + 4 * len(trained_on) and UNSEEN
    for column, (name, n_values) in enumerate((("shape", 5), ("colour", 6))):
        np.testing.assert_allclose(targets[name].sum(axis=1), 1, rtol=1e-6)
        unsure = np.isclose(targets[name].max(axis=1), 1 / n_values)
        assert unsure.sum() == 4 * sum(KINDS[kind][column] for kind in trained_on)
    clean = data.draw_sprites(factors)
    for image, shape, colour in zip(images, targets["shape"], targets["colour"], strict=True):
        same = np.flatnonzero((clean == image).all(axis=(1, 2, 3)))
        for i in same:
            assert (shape.argmax(), colour.argmax()) == (factors["shape"][i], factors["colour"][i])


def test_training_the_judge_writes_a_card_with_both_figures(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    few = judge.training_set(data.sprite_factors()[::20], seed=1, n_easy=20, n_hard=20)
    monkeypatch.setattr(judge, "training_set", lambda factors, seed: few)
    judge.train_sprite_classifier(epochs=1, seed=1)
    card = models.pretrained_card("sprite_classifier")
    assert card["steps"] == 5 and card["licence"] == "MIT" and "spoiled" in card["data"]
    assert {"held_out_accuracy_of_shape", "recognisable_held_out"} <= set(card["scores"])
    assert {"recognisable_" + kind.replace(" ", "_") for kind in KINDS} <= set(card["scores"])
    assert models.load_pretrained("sprite_classifier").count_params() == card["parameters"]


def fixed(shape, colour):
    """A judge with given probabilities for every image."""
    image = keras.Input((64, 64, 3))
    constant = lambda p: keras.layers.Lambda(lambda x: 0 * x[:, 0, 0, :1] + np.log(np.array(p, np.float32)))(image)
    heads = {"features": keras.layers.GlobalAveragePooling2D()(image), "shape": constant(shape)}
    return keras.Model(image, heads | {"colour": constant(colour)})


@pytest.mark.parametrize(("shape", "colour", "clear"), [
    ([0.95, 0.05], [0.92, 0.08], True),
    ([0.95, 0.05], [0.88, 0.12], False),
    ([0.88, 0.12], [0.95, 0.05], False),
])  # fmt: skip
def test_recognisable_means_that_both_heads_are_sure(shape, colour, clear):
    model, images = fixed(shape, colour), np.zeros((3, 64, 64, 3), np.uint8)
    one = SpriteClassifier(model)
    assert one.recognisable(images).tolist() == [clear] * 3
    assert one.recognisable(one.outputs(images)).tolist() == [clear] * 3
    assert SpriteClassifier(model, (0.85, 0.85)).recognisable(images).all()
    assert not SpriteClassifier(model, (0.99, 0.0)).recognisable(images).any()
    assert not SpriteClassifier(model, (0.0, 0.99)).recognisable(images).any()
    for least in ((-0.1, 0.9), (0.9, 1.5), (float("nan"), 0.9)):
        with pytest.raises(ValueError, match="probabilities from 0 to 1"):
            SpriteClassifier(model, least)


def test_the_judge_must_be_as_sure_as_it_is_of_sprites():
    class Judge:
        def outputs(self, images):
            sure = 1 - np.arange(len(images)) / 2000  # 1 … 0.5005 for the 1,000 held out
            surer = (1 + sure) / 2
            return {name: np.stack([p, 1 - p], axis=1) for name, p in (("shape", sure), ("colour", surer))}

    assert judge.sure_of_sprites(Judge()) == (0.5, 0.75)
    assert judge.sure_of_sprites(Judge(), share=0.5) == (0.75, 0.87)


def test_the_shipped_judge_passes_sprites_and_fails_what_is_none():
    judged = metrics.sprite_classifier()
    factors = data.sprite_factors("test")
    clean = data.draw_sprites(factors)
    outputs = judged.outputs(clean)
    card = models.pretrained_card("sprite_classifier")["scores"]
    for name in ("shape", "colour"):
        right = np.mean(outputs[name].argmax(axis=1) == factors[name])
        assert right > 0.99 and right == pytest.approx(card[f"held_out_accuracy_of_{name}"], abs=0.002)
    assert judged.recognisable(outputs).mean() >= 0.99
    for i, kind in enumerate(KINDS):
        passed = judged.recognisable(spoil(kind, factors, seed=[0, 3, i])).mean()
        assert passed < (0.5 if kind in UNSEEN else 0.05), kind
        assert passed == pytest.approx(card["recognisable_" + kind.replace(" ", "_")], abs=0.01)


def test_the_judge_does_not_depend_on_batches_or_range_and_refuses_other_shapes():
    judged, images = metrics.sprite_classifier(), data.load("sprites", "test").images[::50]
    whole = judged.outputs(images)
    assert {name: part.shape for name, part in whole.items()} == {
        "features": (20, 64),
        "shape": (20, 5),
        "colour": (20, 6),
    }
    for name, part in judged.outputs(data.to_model(images), batch_size=7).items():
        np.testing.assert_allclose(part, whole[name], atol=1e-4)
    np.testing.assert_array_equal(judged.features(images), whole["features"])
    assert len(judged.outputs(images[:0])["shape"]) == 0
    with pytest.raises(ValueError, match=r"the sprite classifier takes images of shape \(n, 64, 64, 3\)"):
        judged.outputs(images[..., :1])


# -- the generator ---------------------------------------------------------------------------------------------


def test_a_kind_is_a_shape_and_a_colour():
    kinds, factors = generator.sprite_kinds("test"), data.sprite_factors("test")
    names = [
        f"{data.SPRITE_FACTORS['colour'][c]} {data.SPRITE_FACTORS['shape'][s]}" for s, c in factors[["shape", "colour"]]
    ]
    assert [kinds.card.class_names[label] for label in kinds.labels] == names
    assert len(set(names)) == kinds.card.n_classes == 30


def test_what_was_asked_for_counts_only_where_it_is_recognised():
    factors = data.sprite_factors("test")[::20]
    clean, kinds = data.draw_sprites(factors), 6 * factors["shape"] + factors["colour"]
    found = generator.judged(clean, kinds)
    assert found["recognisable"] >= 0.98 and found["as_asked"] == found["recognisable"]
    assert min(found["shape"], found["colour"]) > 0.98
    other_colour = 6 * (kinds // 6) + (kinds + 1) % 6
    for kind, wrong in ((other_colour, "colour"), ((kinds + 6) % 30, "shape")):
        found = generator.judged(clean, kind)
        assert found[wrong] == found["as_asked"] == 0 and found[{"shape": "colour", "colour": "shape"}[wrong]] > 0.98
    assert generator.judged(spoil("blurred", factors, 0), kinds)["recognisable"] < 0.1


def test_pretraining_sprites_asks_for_every_kind_alike(monkeypatch):
    cards, asked = {}, []
    monkeypatch.setattr(models, "save_pretrained", lambda name, model, card: cards.update({name: card}))
    monkeypatch.setattr(models, "pretrained_card", cards.__getitem__)
    monkeypatch.setattr(training.GAN, "fit", lambda gan, batches, **settings: None)
    monkeypatch.setattr(generator, "judged", lambda samples, kinds: asked.append(kinds) or {"recognisable": 0.0})
    monkeypatch.setattr(generator, "N_SAMPLES", 60)
    generator.train_sprites(seed=1)
    assert np.bincount(asked[0]).tolist() == [2] * 30
    assert (
        cards["sprites"]["data"] == "sprites, train split"
        and cards["sprites"]["command"] == "gan-course pretrain sprites"
    )
    assert "sprites" in pretrain.RECIPES and "sprite_classifier" in pretrain.RECIPES


def test_the_shipped_generator_draws_sprites_that_can_be_recognised():
    card, kinds = models.pretrained_card("sprites"), np.arange(300) % 30
    assert card["scores"]["recognisable"] >= 0.7 and card["scores"]["shape"] > 0.9
    z = training.sample_latents(300, 64, seed=5)
    found = generator.judged(np.asarray(models.load_pretrained("sprites")([z, kinds], training=False)), kinds)
    for name, share in found.items():
        assert share == pytest.approx(card["scores"][name], abs=0.06), name
