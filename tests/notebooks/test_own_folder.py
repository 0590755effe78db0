"""Notebook 17 with a folder of the learner's own: grey, of every size, unsorted, and too few to be measured."""

import numpy as np
import pytest
from PIL import Image

from gan_course import results
from gan_course.tools import notebooks, run


@pytest.mark.notebooks
def test_the_capstone_runs_on_a_handful_of_grey_pictures(tmp_path):
    mine, rng = tmp_path / "mine", np.random.default_rng(0)
    mine.mkdir()
    for number in range(24):
        high, wide = rng.integers(40, 90, 2)
        Image.fromarray(rng.integers(0, 256, (high, wide)).astype("uint8")).save(mine / f"{number}.png")
    (path,) = notebooks.find(["17"])
    executed = tmp_path / path.name
    run.execute(path, executed, "smoke", timeout=600, folder=str(mine))
    recorded = results.recorded(notebooks.read(executed))
    assert recorded["own_folder"] == str(mine) and recorded["n_pictures"] == 24 and recorded["shares"]["recall"] is None
    assert recorded["another_process"] < 1e-4 and recorded["gif_frames"] >= 2
    shown = str([cell.get("outputs") for cell in notebooks.read(executed).cells])
    assert "24 pictures are too few for this table" in shown and "glassware" not in shown
