"""What notebook 03 must have found, so that its text is true."""


def check(recorded, profile):
    _arithmetic_and_modes(recorded)
    _tables(recorded)
    _articles(recorded)
    assert recorded["inception_score_real"] > 9.3 and recorded["in_between_real"] < 0.03
    assert -1.0 <= recorded["sprite_range"][0] < recorded["sprite_range"][1] <= 1.0
    assert 0.75 < recorded["purity"]["50"] < 0.85 and recorded["purity"]["10"] < 0.65  # "four of five"
    if profile != "smoke":
        _digits(recorded)
        _islands(recorded)
        _sprites(recorded)
        mean = sum(recorded["article_fcd"]["1 DCGAN"]) / 3
        assert recorded["fcd"] < mean / 2 and 1000 < recorded["steps"] < 2000  # "less than half", "not quite twice"


def _arithmetic_and_modes(recorded):
    """Sections 1 to 5, which hold at every scale."""
    ratios, mean = recorded["checkerboard"], recorded["checkerboard_mean"]
    assert ratios["transposed, kernel 3"] > 1.5
    assert ratios["transposed, kernel 4"] < 1.3 and ratios["resize, kernel 3"] < 1.3
    assert mean["transposed, kernel 3"] > 1.5  # counting does not average out, chance does
    assert mean["transposed, kernel 4"] < ratios["transposed, kernel 4"]
    assert recorded["by_hand_difference"] < 1e-4 < 1e-2 < recorded["slip_difference"]
    assert recorded["batch_dependence_training"] > 1e-3 > 1e-5 > recorded["batch_dependence_inference"]


def _tables(recorded):
    """The tables of sections 8 and 10, which are loaded at every scale."""
    fcd, verdicts = recorded["ablation"], recorded["ablation_verdicts"]
    assert len(fcd) == 11 and recorded["ablation_seeds"] >= 3
    assert max(fcd, key=fcd.get) == "hidden dense layers" and sorted(fcd, key=fcd.get)[-2] == "β₁ = 0.9"  # "ruinous"
    assert all(verdicts[name].startswith("worse") for name in ("hidden dense layers", "β₁ = 0.9", "no batch norm"))
    assert all(verdicts[name].startswith("better") for name in ("pooling and resizing", "β₁ = 0, β₂ = 0.99"))
    assert recorded["ablation_raw_is_further"] == len(fcd)  # "in every row"
    assert min(fcd, key=fcd.get) == "pooling and resizing"  # "the best row of section 8"
    assert recorded["islands"]["fcd"][1] < fcd["β₁ = 0, β₂ = 0.99"]  # "none had stopped improving"
    marks = recorded["unlabelled"]
    old, plain, ten, fifty = (marks[row] for row in ("no labels, β₁ = 0.5", "no labels", "10 clusters", "50 clusters"))
    assert all(a > b > c > d for a, b, c, d in zip(old, plain, ten, fifty, strict=True))  # "at every mark"
    assert ten[-1] < plain[-1] / 2 and fifty[-1] < ten[-1] / 2
    faster, resized = marks["50, rates ×2"], marks["50, resize and pool"]
    assert all(max(a, b) < c for a, b, c in zip(faster, resized, fifty, strict=True))
    assert resized[-1] == min(row[-1] for row in marks.values())  # "ends lowest of all"
    assert 0.5 < max(recorded["nearer_to_training"].values()) < 0.555  # "in 55 cases of 100 at most"


def _digits(recorded):
    """Sections 6 and 7."""
    assert recorded["checkerboard_mean"]["transposed, kernel 4"] < 1.1
    assert recorded["settled_late"] > 0.5
    assert 1 / 3 < recorded["changed_in_the_last_quarter"] < 0.47  # "more than a third"
    assert recorded["g_loss"][1] > recorded["g_loss"][0] and recorded["d_margin"][1] > recorded["d_margin"][0]
    assert recorded["film_fcd"][1] < recorded["film_fcd"][0]
    assert recorded["inception_score"] >= 6.5
    assert 0.29 < recorded["in_between"] < 0.38  # "a third"
    often, rare = [recorded["shares"][i] for i in (7, 9, 0)], [recorded["shares"][i] for i in (1, 4)]
    assert min(often) > 0.12 > 0.08 > max(rare) and sum(rare) / 2 < 0.6 * sum(often) / 3  # "about half as often"


def _sprites(recorded):
    """Section 9: the judge, the short run and the shipped generator."""
    passed, (ours, shipped) = recorded["sprite_judge"].copy(), recorded["sprite_shares"]
    assert passed.pop("as drawn") >= 0.985  # as its thresholds are set
    assert 1 / 3 < passed.pop("two halves") < 0.5  # "more than a third"
    assert max(passed.values()) < 0.03  # "refuses practically everything"
    assert ours["colour"] > 0.93 and ours["shape"] < 0.6  # "nearly every" and "far fewer"
    assert shipped["shape"] > 0.75 and 2 * ours["as_asked"] < shipped["as_asked"] < 0.97  # "most", and not "all"
    assert recorded["sprite_differing"] == ["steps"]  # "a longer run of the same"


def _islands(recorded):
    """Section 10: the run with clusters beside that of section 7."""
    one, fifty = recorded["one_map"], recorded["fifty_maps"]
    for key in ("fcd", "in_between"):
        ours, shipped, clusters, held_out = recorded["islands"][key]
        assert shipped < ours and clusters < shipped / 2 and held_out < clusters  # "just train longer"
    assert 0.15 < recorded["islands"]["fcd"][2] / recorded["islands"]["fcd"][0] < 0.25  # "about a fifth"
    assert recorded["islands"]["in_between"][2] < recorded["islands"]["in_between"][0] / 3
    assert recorded["islands"]["inception_score"][2] > max(recorded["islands"]["inception_score"][:2])
    to, past = "from one digit to another", "past a picture in between"
    of_those, of_others = "past one, of those to another", "past one, of the others"
    assert 0.83 < one[to] < 0.93 and 0.78 < one[past] < 0.87 and 0.85 < one[of_those] < 0.95
    assert one[of_others] < one[of_those] - 0.2  # "far fewer do"
    assert fifty[to] < 0.15 and fifty[of_those] > 0.85 and fifty[of_others] < 0.1


def _articles(recorded):
    """Section 11, a table as well."""
    fcd, seconds = recorded["article_fcd"], recorded["article_seconds"]
    pairs = list(zip(fcd["1 DCGAN"], fcd["2 dense"], strict=True))
    assert len(pairs) == 3 and all(dcgan < dense for dcgan, dense in pairs)
    assert sum(dense - dcgan for dcgan, dense in pairs) / 3 < 40  # "its lead is small"
    assert seconds["2 dense"] < seconds["1 DCGAN"] / 10  # "less than a tenth"
    assert len(recorded["article_sprites"]) == 3 and max(recorded["article_sprites"]) < 0.25  # "only few"
