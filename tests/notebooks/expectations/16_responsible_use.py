"""What notebook 16 promises its readers."""

import numpy as np


def check(recorded, profile):
    """Raise AssertionError unless the recorded results hold at this profile; the tables are the same at each."""
    _by_hand(recorded)
    _attacks(recorded["attacks"])
    _detectors(recorded["detectors"])
    _marks(recorded["marks"])
    _minority(recorded["minority"], recorded["balanced"])
    if profile == "smoke":
        return
    _live(recorded)


def _by_hand(recorded):
    """Pairs and coins by hand, and the alarm of which one in six is true."""
    by_hand, found, true = recorded["auc_by_hand"]
    assert abs(by_hand - 10.5 / 12) < 1e-9 and found == 0.95
    assert abs(1 / true - 6) < 0.5  # "about one alarm in six"
    assert abs(recorded["chance"]["13"] - 697 / 65536) < 1e-9 and round(1 / recorded["chance"]["13"]) == 94


def _attacks(rows):
    """D gives 50 digits away and 4,000 hardly; without D only 50 are given away, and less surely."""
    value = {row: {attack: [area[0] for area in each[attack]] for attack in each} for row, each in rows.items()}
    many, some, few = (value[f"{n} digits"] for n in ("4,000", "500", "50"))
    assert min(many["logit"]) > 0.45 and max(many["logit"]) < 0.6  # the first held
    assert sum(low > 0.5 for _, low, _ in rows["4,000 digits"]["logit"]) == 2  # "in two of three seeds"
    assert min(few["logit"]) > 0.995  # "every one of them", and the second held
    assert min(some["logit"]) > 0.65 and max(some["logit"]) < 0.85  # "seven or eight pairs of ten"
    for attack in ("nearest", "projection"):
        assert min(few[attack]) > 0.6 and max(few[attack]) < min(few["logit"])  # the third held
        assert all(low < 0.52 for row in ("4,000 digits", "500 digits") for _, low, _ in rows[row][attack])
    assert np.mean(few["nearest"]) < np.mean(few["projection"]) < 0.8  # "seven in ten", "a little better"


def _detectors(rows):
    """Frequencies hardly tell; grey levels do, until a JPEG of quality 80 or less, and teaching brings half back."""
    waves, taught, greys, hardened = rows.values()
    own, unseen, jpeg = "dcgan's fakes", ("cgan's fakes", "clusters's fakes"), "JPEG 50"
    assert max(waves[own]) < 0.7 and min(waves[own]) > 0.55  # the first failed "by far", "about six of ten"
    assert all(max(waves[name]) < 0.65 for name in unseen) and max(waves[jpeg]) < 0.7
    assert max(taught[jpeg]) < 0.7 and np.mean(taught[jpeg]) - np.mean(waves[jpeg]) < 0.02  # "hardly better"
    assert min(min(greys[name]) for name in (own, *unseen)) > 0.965  # "98 of 100"
    assert max(greys["JPEG 75"]) < 0.55 and max(greys[jpeg]) < 0.6 and min(greys["JPEG 95"]) > 0.95
    assert 0.4 < (np.mean(hardened[jpeg]) - 0.5) / (np.mean(greys[own]) - 0.5) < 0.6  # "about half of it back"
    assert all(0 < np.mean(greys[name]) - np.mean(hardened[name]) < 0.06 for name in (own, *unseen))  # "a few points"
    assert max(hardened["blur"]) < 0.55 and max(hardened["half size and back"]) < 0.55


def _marks(rows):
    """Nearly all bits untouched; what blur, shift and JPEG leave; and a rate of false positives that no coin says."""
    hard, plain = rows["hardened mark"], rows["plain mark"]
    of = lambda row, how, place: [found[how][place] for found in row["read"]]
    assert min(of(hard, "nothing", 1) + of(plain, "nothing", 1)) > 0.99
    assert min(of(hard, "half size and back", 1)) > 0.98
    assert 0.9 < min(of(hard, "blur of 1", 0)) < 0.95  # "nine bits in ten or more", and the first failed
    assert min(of(hard, "shift of 2", 0)) > 0.86 and max(of(hard, "shift of 2", 0)) < 0.95  # "nearly nine"
    assert max(of(hard, "JPEG 50", 1)) > 0.99 and abs(min(of(hard, "JPEG 50", 1)) - 0.5) < 0.05
    assert max(of(plain, "shift of 2", 0)) < 0.75 and sum(share < 0.4 for share in of(plain, "shift of 2", 0)) == 2
    rise = [after / before - 1 for before, after in hard["fcd"]]
    assert sum(each > 0.1 for each in rise) == 1 and all(a / b < 1.1 for b, a in plain["fcd"])
    chance = 697 / 65536
    passing = [found["samples"][1] for found in hard["unmarked"]]
    assert not any(chance / 2 <= share <= 2 * chance for share in passing)  # "failed in every seed of the hardened"
    assert min(passing) == 0 and max(passing) > 2 * chance
    assert all(chance / 2 < found["samples"][1] < 2 * chance for found in plain["unmarked"])  # "held in each seed"
    agree = [found["samples"][0] for found in hard["unmarked"]]
    assert abs(min(agree) - 0.3) < 0.02 and abs(max(agree) - 0.6) < 0.02  # "three times in ten", "six"
    assert all(abs(found["samples"][0] - 0.5) < 0.03 for found in plain["unmarked"])  # "nearly do"
    keyed = [found[1] for row in (hard, plain) for found in row["unmarked, a key each"]]
    assert all(chance / 2 < share < 2 * chance for share in keyed)  # "near what the coins say"


def _minority(rows, balanced):
    """More zeros than in the data, most of them miscounted; ones are a third of what they should be."""
    shares = {row: [found[0] for found in each["samples"]] for row, each in rows.items()}
    assert rows["no zeros"]["data"][0] == 0 and min(shares["no zeros"]) > 0.02
    assert min(low for _, low, _ in rows["2% zeros"]["samples"]) > 0.02  # failed, "in the other direction"
    left = np.mean(shares["2% zeros"]) - np.mean(shares["no zeros"])
    assert abs(left - 0.02) < 0.005  # "about as much as there is in the data"
    assert min(shares["4,000 digits"]) > 0.1 + max(shares["no zeros"])
    for each in np.array(balanced):
        assert each.argmin() == 1 and 0.02 < each[1] < 0.04  # "about a third of what they should be"
        assert min(each[9], each[0]) > 0.15 and each[7] > 0.12  # "nines, zeros and sevens"


def _waves(differ):
    """Real and drawn differ little, not more at the fine end, and far less than one digit from the next."""
    drawn = np.array([differ[name] for name in ("dcgan", "cgan", "clusters")])  # a row a generator: coarse, fine
    assert drawn.min() > 0.015 and drawn.max() < 0.035  # "two or three hundredths"
    assert max(differ["real again"]) < 0.015  # "by one hundredth already"
    assert drawn[0, 1] < 0.6 * drawn[0, 0]  # the DCGAN's "are smaller there"
    assert np.abs(drawn[1:, 1] / drawn[1:, 0] - 1).max() < 0.2  # "about the same"
    assert 15 < differ["varies"] / drawn.mean() < 25  # "some twenty times"


def _live(recorded):
    """The attacks and detectors of this run are the table's; two letters are read again."""
    again, live = recorded["again"], recorded["live_right"]
    assert 0.45 < again["4,000 digits"] < 0.6 and again["50 digits"] > 0.99
    assert 0.6 < live["frequencies"]["dcgan"][0] < 0.72  # "two times in three"
    assert all(live["frequencies"][name][0] < live["frequencies"]["dcgan"][0] for name in ("cgan", "clusters"))
    assert all(right > 0.96 for right, *_ in live["grey levels"].values())
    _waves(recorded["differ"])
    curve = recorded["curve"]
    assert curve["95"] > 0.9 and curve["80"] < 0.6
    text, share = recorded["live_mark"]["signed"]
    assert text == "G!" and share > 0.9 > recorded["live_mark"]["before"][1]
