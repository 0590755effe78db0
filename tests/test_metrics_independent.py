"""Every metric against its independent derivation, to 1e-6 relative; `-rP` shows the table."""

import warnings

import independent_metrics
import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", UserWarning)  # of the rank-deficient case, which says what it is
    CASES = {name: values for name, *values in independent_metrics.cases()}


@pytest.mark.parametrize("name", CASES)
def test_metric_equals_its_independent_derivation(name):
    value, other = CASES[name]
    print(f"{name}: {value!r} and independently {other!r}")
    assert value == pytest.approx(other, rel=1e-6, abs=0)
    assert value != 0  # a case that is zero on both sides shows nothing


@pytest.mark.parametrize(("name", "wrong"), list(independent_metrics.mutants()))
def test_a_likely_slip_is_rejected(name, wrong):
    assert wrong != pytest.approx(CASES[name][1], rel=1e-4, abs=0)


def test_the_table_names_every_metric():
    with pytest.warns(UserWarning, match="full rank"):
        table = independent_metrics.table()
    assert table.count("\n") == len(CASES) >= 25
    assert all(name in table for name in CASES)
