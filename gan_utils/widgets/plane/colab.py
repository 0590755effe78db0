"""What Colab wants before it shows a widget that is not one of its own."""

import sys

TO_DO = (
    "Colab does not show the laboratory's picture here ({problem}): run `from google.colab import output; "
    "output.enable_custom_widget_manager()`, then this cell again; until then `show()` draws the still picture."
)


def allowed():
    """Allow widgets such as the laboratory's canvas where the notebook runs in Colab.

    Returns:
        "" where all is well, or where this is not Colab; else a sentence that says what to do.

    >>> allowed()
    ''
    """
    if "google.colab" not in sys.modules:
        return ""
    try:
        from google.colab import output

        output.enable_custom_widget_manager()
    except Exception as problem:  # whatever Colab may raise, the laboratory goes on without its picture
        return TO_DO.format(problem=f"{type(problem).__name__}: {problem}")
    return ""
