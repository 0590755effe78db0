"""`gan-course pretrain` and `ablation`: small runs in a folder of their own, and the tables that are committed."""

import argparse
import json

import numpy as np
import pytest

from gan_course.experiments import ablation, pretrain, table
from gan_utils import data, models, training


def test_pretraining_writes_weights_that_load_and_a_card_with_scores(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_DATA_DIR", str(tmp_path))
    pretrain.train_classifier(epochs=1, seed=1)
    card = models.pretrained_card("classifier")
    assert card["steps"] == 62 and card["seed"] == 1
    assert card["scores"]["held_out_accuracy"] > 0.5  # one epoch, against 0.1 by guessing
    assert models.load_pretrained("classifier").count_params() == card["parameters"]


def test_the_generator_of_clusters_is_asked_for_them_by_their_sizes(tmp_path, monkeypatch):
    cards = {}
    monkeypatch.setattr(models, "save_pretrained", lambda name, model, card: cards.update({name: card}))
    monkeypatch.setattr(models, "pretrained_card", cards.__getitem__)
    monkeypatch.setattr(pretrain, "_fit", lambda gan, batches, epochs: (0.0, 0))  # an untrained generator will do
    asked = []
    generate = training.GAN.generate
    spy = lambda gan, **kwargs: asked.append(kwargs["labels"]) or generate(gan, **kwargs)
    monkeypatch.setattr(training.GAN, "generate", spy)
    pretrain.train_clusters(seed=1)
    sizes = np.array(cards["clusters"]["cluster_sizes"])
    assert sizes.sum() == 4000 and len(sizes) == 50
    drawn = np.bincount(asked[0], minlength=50)
    assert len(asked[0]) == 2000 and np.corrcoef(drawn, sizes)[0, 1] > 0.8  # evenly drawn ones would give about 0
    assert {"fcd_against_held_out", "share_nearer_to_training"} <= set(cards["clusters"]["scores"])


def test_every_digit_generator_is_trained_with_the_same_optimizers():
    for n_classes in (None, 10, 50):
        gan = pretrain.digit_gan((28, 28, 1), 0, ema_decay=0.998, n_classes=n_classes)
        assert gan.n_classes == n_classes and gan.ema_warmup
        for optimizer in (gan.g_optimizer, gan.d_optimizer):
            assert (optimizer.beta_1, optimizer.beta_2) == (0.0, 0.99)
            assert float(optimizer.learning_rate) == pytest.approx(1e-3)


def test_unknown_names_list_the_valid_ones():
    with pytest.raises(ValueError, match="choose one of classifier, dcgan, cgan, clusters, sprite_classifier, sprites"):
        pretrain.main(argparse.Namespace(names=["biggan"]))
    with pytest.raises(ValueError, match="choose one of all guidelines, "):
        ablation.run("no luck", seed=0)


def test_a_row_of_the_ablation_follows_from_its_seed():
    first, again, other = (ablation.run("no batch norm", seed=seed, steps=2) for seed in (5, 5, 6))
    assert first["fcd"] == pytest.approx(again["fcd"], abs=0.05)
    assert abs(first["fcd"] - other["fcd"]) > 0.1


def test_the_committed_ablation_holds_every_variant_with_three_seeds():
    table = ablation.load()
    seeds = {name: {row["seed"] for row in table["runs"] if row["row"] == name} for name in ablation.VARIANTS}
    assert all(len(found) >= 3 for found in seeds.values())
    assert len(table["runs"]) == sum(map(len, seeds.values()))  # no row of another variant, none twice
    assert all(np.isfinite(row["fcd"]) and row["fcd"] > 0 for row in table["runs"])


@pytest.mark.parametrize(
    ("words", "trained"),
    [
        ([], ["classifier", "dcgan", "cgan", "clusters", "sprite_classifier", "sprites"]),
        (["cgan", "classifier"], None),
    ],
)
def test_pretraining_follows_the_order_in_which_each_finds_what_it_needs(monkeypatch, words, trained):
    made = []
    for name in pretrain.RECIPES:
        monkeypatch.setattr(pretrain, f"train_{name}", lambda name=name: made.append(name))
    parser = argparse.ArgumentParser()
    pretrain.arguments(parser)
    assert pretrain.main(parser.parse_args(words)) == 0
    assert made == (trained or ["classifier", "cgan"])


def test_the_ablation_at_other_steps_is_another_table(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(ablation, "EXPERIMENT", ablation.EXPERIMENT._replace(folder=tmp_path))
    fake = lambda name, seed, steps=ablation.STEPS: made.append((name, seed, steps)) or {"fcd": float(steps)}
    monkeypatch.setattr(ablation, "run", fake)
    parser = argparse.ArgumentParser()
    ablation.arguments(parser)
    ask = lambda *words: ablation.main(parser.parse_args(words))
    assert ask("ReLU in D", "--seeds", "0") == 0
    assert ask("ReLU in D", "LeakyReLU in G", "--seeds", "0") == 0
    assert made == [("ReLU in D", 0, ablation.STEPS), ("LeakyReLU in G", 0, ablation.STEPS)]
    ask("ReLU in D", "--steps", "100", "--seeds", "0", "1")
    assert made[2:] == [("ReLU in D", 0, 100), ("ReLU in D", 1, 100)]
    found = json.loads((tmp_path / "dcgan_ablation.json").read_text(encoding="utf-8"))
    assert [run["fcd"] for run in found["runs"]] == [100.0, 100.0]  # none of other steps
    assert found["command"] == "gan-course ablation --steps 100" and found["settings"]["steps"] == 100
    assert ablation.load()["runs"][0]["row"] == "ReLU in D"
    assert not table.fresh(ablation.EXPERIMENT)


@pytest.mark.parametrize(("name", "scores"), [
    ("classifier", {"held_out_accuracy": 0.97, "inception_score_of_held_out_digits": 9.3}),
    ("dcgan", {"inception_score": 6.5}),
    ("cgan", {"inception_score": 9.0, "label_agreement": 0.95}),
    ("clusters", {"inception_score": 9.0}),
])  # fmt: skip
def test_cards_claim_what_the_weights_reach(name, scores):
    card = models.pretrained_card(name)
    assert all(card["scores"][key] >= least for key, least in scores.items())
    if name == "classifier":
        return  # tests/test_metrics.py measures it
    from gan_utils import metrics

    generator = models.load_pretrained(name)
    labels = np.arange(500) % 10
    if name == "clusters":
        assert card["scores"]["share_nearer_to_training"] < 0.58 and card["scores"]["fcd_against_held_out"] < 6
        labels = data.draw_labels(card["cluster_sizes"], 500, seed=3)
    z = training.sample_latents(500, 64, seed=3)
    images = np.asarray(generator(z if name == "dcgan" else [z, labels], training=False))
    outputs = metrics.digit_classifier().outputs(images)
    claimed = card["scores"]["inception_score"]
    assert metrics.inception_score(outputs["probabilities"]) == pytest.approx(claimed, rel=0.1)
    if name == "cgan":
        assert metrics.label_agreement(outputs["probabilities"], labels).share > 0.95
