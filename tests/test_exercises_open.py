"""Open tasks: a score over seeds, kept and shown on a scale; what is no answer, raises or runs too long is said."""

import pytest

from gan_course.exercises import asking, records
from gan_course.exercises.open_task import OpenTask


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The progress file of a test, which does not exist yet."""
    file = tmp_path / "progress.json"
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(file))
    return file


def distance(ask, seed, quick):
    """Of the answer's number from 10, moved a little by the seed."""
    got = ask()
    if not isinstance(got, int | float):
        raise asking.Slip("`guess` returns one number.", expected="a number", got=repr(got))
    return abs(got - 10) + 0.1 * seed


def task(**how):
    return OpenTask("01_minimax_game", "nearest to ten", "guess", distance, what="distance to ten", **how)


def test_a_stub_is_not_attempted_and_nothing_is_kept(kept):
    def guess():
        """Return a number."""
        ...  # your code here

    assert repr(task().measure(guess)).startswith("○ Not attempted (01_minimax_game, open task). Write `guess`")
    assert not kept.exists()


def test_the_mean_over_three_seeds_by_hand_and_the_scale():
    found = task().measure(lambda: 14, baselines={"the notebook's": 2.1})
    assert found.scores == (4.0, 4.1, 4.2) and found.mean == pytest.approx(4.1) and found.spread == pytest.approx(0.1)
    assert "distance to ten: 4.1 ± 0.1 (over 3 seeds; lower is better)." in repr(found)
    line = found.scale()
    assert (line[0], line[-1]) == ("a", "●")  # the better one stands left
    assert "the notebook&#x27;s" in found._repr_html_()


def test_higher_can_be_better():
    found = task(lower_is_better=False).measure(lambda: 14, baselines={"other": 2.1})
    assert (found.scale()[0], found.scale()[-1]) == ("●", "a") and "higher is better" in repr(found)


def test_tries_are_kept_beside_what_was_solved_and_the_best_is_shown(kept):
    records.remember("01_minimax_game/q1", "correct")
    task().measure(lambda: 12)
    task().measure(lambda: 30)
    records.remember("01_minimax_game/q2", "not yet")
    found = task().measure(lambda: 15)
    assert [mean for mean, *_ in records.tries("01_minimax_game/open")] == pytest.approx([2.1, 20.1, 5.1])
    assert ("★", pytest.approx(2.1), "your best so far") in found.marks() and "earlier tries: 2.1, 20.1" in repr(found)
    assert records.load() == {"01_minimax_game/q1": "correct", "01_minimax_game/q2": "tried"}
    kept.write_text('{"exercises": {}, "tries": {"01_minimax_game/open": [1, [2.0, "x", 3]]}}')
    assert records.tries("01_minimax_game/open") == []  # damage is not shown


def test_a_quick_score_takes_one_seed_and_is_not_kept(kept):
    found = task().measure(lambda: 14, quick=True)
    assert found.scores == (4.0,) and "A rough number, not kept." in repr(found) and not kept.exists()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda: "ten", "↻ Not yet (01_minimax_game, open task). `guess` returns one number."),
        (lambda: 1 / 0, "raised ZeroDivisionError"),
        (lambda: float("nan"), "The score is not finite"),
        (14, "Pass the function `guess` itself, without calling it; this got a int."),
        (lambda x=3: None if x else 1, "`guess` gives nothing back"),
    ],
)
def test_nonsense_is_refused_in_words_and_not_kept(answer, says, kept):
    found = task().measure(answer)
    assert says in repr(found) and not kept.exists()


def test_an_interrupt_and_the_time_limit_keep_what_was_scored(kept):
    def slow(ask, seed, quick):
        if seed == 2:
            raise KeyboardInterrupt
        return ask() + seed

    interrupted = OpenTask("01_minimax_game", "slow", "guess", slow, what="sum")
    found = interrupted.measure(lambda: 1.0)
    assert found.scores == (1.0, 2.0) and "Ended by an interrupt." in repr(found)
    assert records.tries("01_minimax_game/open")[0][0] == 1.5
    limited = task(minutes=0.0).measure(lambda: 14)
    assert limited.status == "not yet" and "before the first seed" in repr(limited)
    nothing = OpenTask("x", "slow", "guess", lambda ask, seed, quick: slow(ask, 2, quick), what="sum")
    assert "Interrupted before the first seed" in repr(nothing.measure(lambda: 1.0))


def test_scores_that_differ_by_factors_stand_on_a_logarithmic_scale():
    found = task().measure(lambda: 11, baselines={"middle": 10.0, "far": 100.0})
    line = found.scale()
    assert abs(line.index("a") - len(line) / 2) <= 2  # 10 is half way from 1.1 to 100
