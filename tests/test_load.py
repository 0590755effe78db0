"""What long use costs: kernels opened one after the other, thousands of slider events, the same cell run again."""

import gc
import os
import subprocess
import sys
import textwrap

import nbformat
import psutil
import pytest
from nbclient import NotebookClient

from gan_course.tools import kernel, notebooks
from gan_course.tools.assign import slicing

MEGABYTE = 1e6


def in_a_process_of_its_own(code, timeout=600):
    """Run Python code in a fresh process; return the numbers that it prints, one a line."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env=dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3"),
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return [float(line) for line in done.stdout.split()]


def opening(notebook):
    """Return the set-up cell, the first cell that shows a view, and what that needs of those between."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    view = next(place for place, cell in enumerate(cells) if "_explorer(" in cell.source)
    setup = next(place for place, cell in enumerate(cells) if "setup" in notebooks.tags(cell))
    kept = slicing.needed([cell.source for cell in cells], {setup, view})
    return nbformat.v4.new_notebook(cells=[cells[place] for place in sorted(kept)])


@pytest.mark.notebooks
def test_six_kernels_opening_notebook_05_one_after_the_other_leak_no_processes():
    (path,) = notebooks.find(["05"])
    me = psutil.Process()
    before = {child.pid for child in me.children(recursive=True)}
    with kernel.environment("smoke"):
        for _ in range(6):  # a process that one of them leaves would be there after the first
            notebook = opening(notebooks.read(path))
            client = NotebookClient(
                notebook,
                timeout=300,
                kernel_name="python3",
                resources={"metadata": {"path": str(path.parent)}},
                extra_arguments=kernel.ARGUMENTS,
            )
            client.execute()
            assert any(
                "application/vnd.jupyter.widget-view+json" in output.get("data", {})
                for output in notebook.cells[-1].outputs
            )
    gc.collect()
    left = [child for child in me.children(recursive=True) if child.pid not in before]
    assert [child.status() for child in left if child.status() != psutil.STATUS_ZOMBIE] == []
    assert len(left) == 0, left


def test_two_thousand_slider_events_on_one_explorer_grow_memory_by_less_than_20_mb():
    grown, pictures = in_a_process_of_its_own(
        """
        import numpy as np, psutil
        from gan_utils import latent, models, widgets
        generator = models.load_pretrained("dcgan")
        directions = latent.closed_form_directions(generator.layers[1].get_weights()[0], k=3).directions
        explorer = widgets.latent_explorer(generator, directions, seed=0)
        slider, memory, shown = explorer.controls["a0"].slider, psutil.Process().memory_info, set()
        def move(n):
            for value in np.random.default_rng(0).uniform(slider.min, slider.max, n):
                slider.value = float(value)
                explorer.refresh()
                shown.add(explorer.picture.value)
                if len(shown) > 50:
                    shown.clear()
        move(200)
        start = memory().rss
        move(2000)
        print((memory().rss - start) / 1e6)
        print(len(explorer.seconds))
        """
    )
    assert grown < 20, f"grew by {grown:.0f} MB"
    assert pictures == 1000  # the view keeps the times of the last thousand, and no more


def test_retraining_the_same_cell_ten_times_grows_memory_by_less_than_100_mb():
    grown, retrained = in_a_process_of_its_own(
        """
        import keras, psutil
        from gan_utils import data, models, training
        digits, memory = data.load("mnist5k"), psutil.Process().memory_info
        def cell():
            gan = training.GAN(
                generator=models.dcgan_generator(digits.image_shape, latent_dim=64, width=32, seed=1),
                discriminator=models.dcgan_discriminator(digits.image_shape, width=32, seed=2),
            )
            adam = lambda: keras.optimizers.Adam(1e-3, beta_1=0.5)
            gan.compile(g_optimizer=adam(), d_optimizer=adam(), ema_decay=0.995)
            gan.fit(digits.batches(64, seed=0).take(10), callbacks=[training.SampleGrid()])
            return gan
        def retrain(n):
            global gan
            for _ in range(n):
                gan = cell()
        retrain(2)
        start = memory().rss
        retrain(10)
        print((memory().rss - start) / 1e6)
        print(int(gan.step.value))
        """
    )
    assert grown < 100, f"grew by {grown:.0f} MB"
    assert retrained == 10
