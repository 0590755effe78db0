"""Executed notebooks as pages: one HTML file each, pictures inside."""

import copy

from gan_course.tools import normal_form
from gan_utils import _files

# nbconvert's own page drops the alt text of pictures and shows cells that the notebook keeps closed.
TEMPLATE = """\
{%- extends 'lab/index.html.j2' -%}
{%- block codecell -%}
{%- if cell.outputs or not cell.metadata.get('jupyter', {}).get('source_hidden') -%}
{{ super() }}
{%- endif -%}
{%- endblock codecell -%}
{%- block data_png scoped -%}
<div class="jp-RenderedImage jp-OutputArea-output">
<img src="data:image/png;base64,{{ output.data['image/png'] | escape_html }}"
 alt="{{ (output | get_metadata('alt', 'image/png') or '') | escape_html }}">
</div>
{%- endblock data_png -%}
"""


def write(notebook, path, title):
    """Write an executed notebook as an HTML page; its formulas need MathJax, which the browser fetches.

    Args:
        notebook: the node, left as it is.
        path: of the page.
        title: of the page.
    """
    from nbconvert import HTMLExporter

    notebook = normal_form.normalise(copy.deepcopy(notebook), profile=None)
    exporter = HTMLExporter(raw_template=TEMPLATE)
    page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": title}})
    with _files.replacing(path) as temporary:
        temporary.write_text(page, encoding="utf-8")
