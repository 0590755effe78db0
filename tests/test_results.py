"""What a notebook records for its reader and for the tests."""

import nbformat.v4 as v4
import numpy as np
import pytest
import sample_notebook as sample

from gan_course import results


@pytest.mark.parametrize("value", [float("nan"), np.array([1.0, np.inf]), {"a": [float("-inf")]}, object()])
def test_record_refuses_what_a_test_could_not_read(value):
    with pytest.raises(ValueError, match="record: fcd"):
        results.record(fcd=value)


def test_a_result_recorded_twice_is_refused():
    cells = [sample.code("…", f"cell-{i}") for i in range(2)]
    for cell in cells:
        cell.outputs = [v4.new_output("display_data", {results.MIME: {"fcd": 1.0}})]
    with pytest.raises(ValueError, match="'fcd' twice"):
        results.recorded(v4.new_notebook(cells=cells))


def test_long_results_are_cut_for_readers_and_kept_whole_for_tests():
    shown = results._Result({"losses": list(range(100))})
    assert repr(shown).endswith("9, … 100 in all]")
    assert len(shown._repr_mimebundle_()[results.MIME]["losses"]) == 100
