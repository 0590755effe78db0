"""Executed notebooks as pages: one HTML file each, pictures inside. `gan-course pages` makes a site of the course."""

import copy
import re
import shutil
from pathlib import Path

from gan_course.tools import glossary, normal_form, notebooks, stamp
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
    """Write an executed notebook as an HTML page that leads on to the pages of other notebooks.

    Its formulas need MathJax, which the browser fetches.

    Args:
        notebook: the node, left as it is.
        path: of the page.
        title: of the page.
    """
    from nbconvert import HTMLExporter

    notebook = normal_form.normalise(copy.deepcopy(notebook), profile=None)
    exporter = HTMLExporter(raw_template=TEMPLATE)
    page, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": title}})
    page = _TO_NOTEBOOK.sub(r"\1.html", page)
    page = page.replace(f'<a href="{glossary.PAGE}#', '<a href="syllabus.html#')
    with _files.replacing(path) as temporary:
        temporary.write_text(page, encoding="utf-8")


def syllabus(folder, page):
    """Write the syllabus, to whose glossary the pages of the notebooks lead, as a page; none where there is none.

    Args:
        folder: of the notebooks.
        page: its path, beside theirs.

    Returns:
        A list with the path, or an empty one.
    """
    from nbconvert.filters import markdown2html

    source = Path(folder) / glossary.PAGE
    if not source.exists():
        return []
    body = _TO_NOTEBOOK.sub(r"\1.html", markdown2html(source.read_text(encoding="utf-8")))
    with _files.replacing(page) as temporary:
        temporary.write_text(_SHELL.format(title="Syllabus", body=body), encoding="utf-8")
    return [Path(page)]


# In a page, a link to another notebook in the same folder.
_TO_NOTEBOOK = re.compile(r'(<a href="\d\d_\w+)\.ipynb(?=["#])')
# Of a Markdown link or picture: what stands before the address, and the address.
_LINK = re.compile(r"(!?\[[^\]]*\]\()([^)#\s]+)")
_SHELL = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ max-width: 58rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif; color: #1a1a1a; }}
img {{ max-width: 100%; }} table {{ border-collapse: collapse; display: block; overflow-x: auto; }}
td, th {{ border: 1px solid #ccc; padding: .25rem .6rem; text-align: left; }}
pre {{ background: #f5f5f5; padding: .8rem; overflow-x: auto; }} a {{ color: #0b5394; }}
.anchor-link {{ display: none; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def moved(address, place):
    """Return where a relative address of the README leads on the site.

    A notebook becomes its page, and a picture stays where it is. Other files are shown by GitHub once the course is
    published there; until then the site holds them as they are.

    Args:
        address: as written in the README.
        place: (repository, ref), as `stamp.published_at` returns it.

    >>> moved("notebooks/03_dcgan.ipynb", ("", "main")), moved("https://keras.io", ("", "main"))
    ('notebooks/03_dcgan.html', 'https://keras.io')
    >>> moved("CONTRIBUTING.md", ("owner/course", "v1"))
    'https://github.com/owner/course/blob/v1/CONTRIBUTING.md'
    """
    path = Path(address)
    if "://" in address or path.suffix == ".png":
        return address
    if path.suffix == ".ipynb":
        return path.with_suffix(".html").as_posix()
    return f"https://github.com/{place[0]}/blob/{place[1]}/{address}" if place[0] else address


def site(out, root=notebooks.ROOT):
    """Write the course as it is committed, without running it: the README as index.html, and a page a notebook.

    Args:
        out: folder of the site; what is in the way of its files is replaced.
        root: folder of the course.

    Returns:
        The paths that were written.

    Raises:
        ValueError: for a README that names a file which is not there.
    """
    from nbconvert.filters import markdown2html

    out, root = Path(out), Path(root)
    sources = notebooks.find((), root / "notebooks")
    place = stamp.published_at(map(notebooks.read, sources))
    readme = (root / "README.md").read_text(encoding="utf-8")
    written = []
    for address in dict.fromkeys(address for _, address in _LINK.findall(readme)):
        if moved(address, place) == address and "://" not in address:
            if not (root / address).is_file():
                raise ValueError(f"README.md names {address}, which is not there: make it, or take it out")
            written.append(out / address)
            written[-1].parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / address, written[-1])
    body = markdown2html(_LINK.sub(lambda link: link[1] + moved(link[2], place), readme))
    title = readme.partition("\n")[0].lstrip("# ")
    for path in sources:
        written.append(out / "notebooks" / f"{path.stem}.html")
        written[-1].parent.mkdir(parents=True, exist_ok=True)
        write(notebooks.read(path), written[-1], path.stem)
    written += syllabus(root / "notebooks", out / "notebooks" / "syllabus.html")
    written.append(out / "index.html")
    with _files.replacing(written[-1]) as temporary:
        temporary.write_text(_SHELL.format(title=title, body=body), encoding="utf-8")
    return written


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument("--out", default="build/pages", help="folder of the site; default: build/pages")


def main(options):
    """Write the site and say where it is."""
    written = site(options.out)
    print(f"{len(written)} files in {options.out}: open {options.out}/index.html")
    return 0
