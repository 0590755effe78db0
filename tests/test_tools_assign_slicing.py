"""Which cells run: found by what they read and assign."""

import pytest

from gan_course.tools.assign import slicing


@pytest.mark.parametrize(
    ("source", "read", "assigned"),
    [
        ("x = y", {"y"}, {"x"}),
        ("x = 1\nprint(x)", {"print"}, {"x"}),
        ("print(x)\nx = 1", {"print", "x"}, {"x"}),
        ("x += 1", {"x"}, {"x"}),
        ("def f(a):\n    b = a\n    return b + c", {"c"}, {"f"}),
        ("def f():\n    def g():\n        return deep\n    return g", {"deep"}, {"f"}),
        ("for i in range(n):\n    total = i", {"range", "n"}, {"i", "total"}),
        ("with open(p) as file:\n    text = file.read()", {"open", "p"}, {"file", "text"}),
        ("squares = [i * i for i in values]", {"values"}, {"squares"}),
        ("pairs = {k: {w(i) for i in v} for k, v in values}", {"values", "w"}, {"pairs"}),
        ("i = 1\nagain = [[i for i in row] for row in [i]]", set(), {"i", "again"}),
        ("import a.b as c\nfrom d import e", set(), {"c", "e"}),
        ("%matplotlib inline", set(), set()),
    ],
)
def test_names_that_a_cell_takes_and_gives(source, read, assigned):
    assert slicing.names(source) == (read, assigned)


def test_a_heavy_cell_runs_only_when_its_result_is_used():
    cells = ["import train", "data = load()", "gan = train.fit(data)", "z = data.z", "answer(z)"]
    assert slicing.needed(cells, {4}) == {1, 3, 4}
    assert slicing.needed([*cells[:4], "answer(gan)"], {4}) == {0, 1, 2, 4}


def test_the_last_assignment_counts_and_a_change_needs_the_one_before():
    assert slicing.needed(["x = 1", "x = 2", "x"], {2}) == {1, 2}
    assert slicing.needed(["x = 1", "x += 1", "x"], {2}) == {0, 1, 2}
