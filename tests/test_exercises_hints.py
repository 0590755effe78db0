"""No hint holds the whole answer, and no message of a check does: what their code makes in the stub is not correct."""

import ast
import itertools

import answers_from_hints as copied
import pytest

from gan_course import exercises
from gan_course.exercises import solutions

EXERCISES = exercises.every()
BY_KEY = {exercise.key: exercise for exercise in EXERCISES}
MOST = 0.5  # of the reference answer's operations, in the code of all hints of an exercise

every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.key)


@pytest.fixture(autouse=True)
def own_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("GAN_PROGRESS_FILE", str(tmp_path / "progress.json"))


def given_away(exercise, texts):
    """Return what is wrong with texts that a learner may read before an answer is right, "" when nothing is."""
    for where, text in texts.items():
        source = copied.whole_answer(exercise, text)
        if source is not None:
            return (
                f"{exercise.key}: {where} holds the whole answer. Copied into the stub it passes the check:\n{source}"
            )
    return ""


def hints_of(exercise):
    told = {f"hint {level}": text for level, text in enumerate(exercise.hints, 1)}
    return told | {"what all hints say together": " ".join(exercise.hints)}


@every_exercise
def test_no_hint_holds_the_answer(exercise):
    wrong = given_away(exercise, hints_of(exercise))
    assert not wrong, wrong


@every_exercise
def test_no_message_of_a_check_holds_the_answer(exercise):
    wrong = given_away(exercise, {f"the message {text!r}": text for text in copied.said_by_the_check(exercise)})
    assert not wrong, wrong


@every_exercise
def test_hints_leave_half_of_the_work(exercise):
    share = copied.share_told(exercise, " ".join(exercise.hints))
    assert share <= MOST, (
        f"{exercise.key}: the code in its hints holds {share:.0%} of the operations of the reference answer, and may "
        f"hold {MOST:.0%}: put blanks (`____` or `…`) where the thinking is"
    )


@every_exercise
def test_the_last_hint_is_a_skeleton_with_blanks(exercise):
    assert len(exercise.hints) == 3, f"{exercise.key} has {len(exercise.hints)} hints: give it three"
    assert copied.skeletons(exercise.hints[-1]), (
        f"{exercise.key}: the last hint has no code with a blank: show a skeleton, as `np.mean(____)` or `np.mean(…)`"
    )


TELLING = {  # hints that give an exercise away, each in another way
    "one expression": ("01_minimax_game/q1", "`np.mean(np.log(d_real)) + np.mean(np.log(1 - d_fake))`"),
    "two terms": ("01_minimax_game/q1", "`np.mean(np.log(d_real))` first, plus `np.mean(np.log(1 - d_fake))`."),
    "a pair": ("01_minimax_game/q4", "`-sigma(logit) * logit_slope`, and `-sigma(-logit) * logit_slope`."),
    "one of two functions": (
        "01_minimax_game/q3",
        "`m = (np.asarray(p) + np.asarray(q)) / 2`, and half of `rel_entr(p, m).sum() / 2 + rel_entr(q, m).sum() / 2`",
    ),
    "steps whose names are the arguments": (
        "01_minimax_game/q5",
        "`psi = psi + step_size * (-theta * sigma(psi * theta) - r1_weight * psi)`, then "
        "`theta = theta + step_size * psi * sigma(psi * theta)`.",
    ),
    "a loop told backwards": (
        "07_training_stability/q4",
        "`a = decay * a + (1 - decay) * w; averages.append(a / (1 - decay**t))` for `t, w in enumerate(weights, 1)`",
    ),
    "a loop that ends by itself": (
        "04_conditional_gan/q5",
        "`n = 1`, then `while metrics.wilson_interval(round(share * n), n).low < low: n += 1`.",
    ),
    "what a name means is known": (
        "04_conditional_gan/q1",
        "`maps = np.zeros((n, height, width, n_classes)) + np.eye(n_classes)[labels][:, None, None, :]`, then "
        "`np.concatenate([images, maps], axis=-1)`",
    ),
    "the answer to another exercise stands in": (
        "08_generalisation/q2",
        "`m = min(len(train), len(held_out))`, `a = nearest(samples, train[:m])[0]`, "
        "`b = nearest(samples, held_out[:m])[0]`, `np.mean((a < b) + 0.5 * (a == b))`",
    ),
}


@pytest.mark.parametrize(("key", "hint"), TELLING.values(), ids=TELLING)
def test_a_hint_that_gives_the_answer_away_is_found(key, hint):
    assert "hint 2 holds the whole answer" in given_away(BY_KEY[key], {"hint 1": "Think.", "hint 2": hint})


@pytest.mark.parametrize(
    "hint",
    [
        "The mean of log D, plus the mean of log(1 − D).",  # words alone
        "`np.mean(np.log(____)) + np.mean(np.log(1 - d_fake))`",
        "`np.mean(…) + np.mean(…)`",
        "`np.mean(np.log(d_real))`, and then?",
        "`np.mean(np.log(d_real)) + `",  # no Python
        "`while True: n += 1`",  # would never end
    ],
)
def test_a_hint_that_leaves_something_open_is_no_answer(hint):
    assert given_away(BY_KEY["01_minimax_game/q1"], {"hint 1": hint}) == ""


@every_exercise
def test_the_reference_itself_would_be_found(exercise):
    """The net has no hole: were the reference answer a hint, both measures would say so."""
    block = ast.parse(solutions.read(exercise.notebook)[exercise.name]).body
    first, *others = ([node for node in one.body if not _is_text(node)] for one in block)
    hint = " then ".join(f"`{ast.unparse(line)}`" for line in first)
    assert given_away(exercise, {"hint 3": hint}).startswith(f"{exercise.key}: hint 3 holds the whole answer.")
    rest = [f"`{ast.unparse(line)}`" for line in itertools.chain(*others)]
    assert copied.share_told(exercise, " ".join([hint, *rest])) == 1.0


def _is_text(line):
    return isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant)
