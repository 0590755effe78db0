"""A small notebook in the form of the course, for the tests of the tools that handle notebooks."""

import base64
import io

import nbformat.v4 as v4
import numpy as np
from PIL import Image

from gan_course.tools import normal_form, setup_cell


def code(source, cell_id, *tags):
    return v4.new_code_cell(source, id=cell_id, metadata={"tags": list(tags)} if tags else {})


def text(source, cell_id):
    return v4.new_markdown_cell(source, id=cell_id)


def exercise(number):
    return [
        text(f"### Exercise {number}\nReturn 2x; `double(2)` gives 4.", f"q{number}-statement"),
        code("def double(x):\n    ...  # your code here", f"q{number}-answer", "exercise", f"q{number}"),
        code("double(2)", f"q{number}-check", "check"),
    ]


def make(*cells, setup=True):
    """Return a notebook that departs from the normal form only in not having been rendered."""
    first = [text("# 03 A sample\nHow does it look?", "title")]
    if setup:
        first.append(code(setup_cell.text(), "setup", "setup"))
        first[-1].metadata.update(setup_cell.COLLAPSED)
    first.append(code("profile_name = None\nseed = 0", "parameters", "parameters"))
    last = [cell for number in (1, 2, 3) for cell in exercise(number)]
    return v4.new_notebook(cells=[*first, *cells, *last])


def rendered():
    """A notebook in normal form, with a picture and a printed line."""
    picture = v4.new_output(
        "display_data",
        {"image/png": png(np.zeros((4, 4), "uint8"))},
        metadata={"image/png": {"alt": "A digit."}},
    )
    cell = code("show()", "picture")
    cell.outputs = [picture, v4.new_output("stream", name="stdout", text="done\n")]
    return normal_form.normalise(make(cell), "laptop")


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def png(pixels):
    """Return an array of pixels as the text in which a notebook stores a picture."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue()).decode()
