"""What Colab wants before it shows a widget that is not one of its own."""

import html
import sys

import ipywidgets

TO_DO = (
    "Colab does not show {what} here ({problem}): run `from google.colab import output; "
    "output.enable_custom_widget_manager()`, then this cell again; until then {instead}."
)


def allowed(what, instead):
    """Allow widgets with a script of their own where the notebook runs in Colab.

    Args:
        what: what is then shown, as "the laboratory's picture".
        instead: what there is without, as "`show()` draws the still picture".

    Returns:
        "" where all is well, or where this is not Colab; else a sentence that says what to do.

    >>> allowed("the picture", "there is none")
    ''
    """
    if "google.colab" not in sys.modules:
        return ""
    try:
        from google.colab import output

        output.enable_custom_widget_manager()
    except Exception as problem:  # whatever Colab may raise, the view goes on without that part
        return TO_DO.format(what=what, instead=instead, problem=f"{type(problem).__name__}: {problem}")
    return ""


def notice(what, instead):
    """Return an `ipywidgets.HTML` that holds what `allowed` says, and takes no room where that is nothing."""
    text = allowed(what, instead)
    shown = f'<strong role="alert">{html.escape(text)}</strong>' if text else ""
    return ipywidgets.HTML(shown, layout={"display": "flex" if text else "none"})
