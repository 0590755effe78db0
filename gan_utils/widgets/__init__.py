"""Interactive views: labelled controls, one picture that follows them, and the state in words.

>>> from gan_utils import widgets
>>> widgets.Slider("t", 0.0, 1.0, value=0.5).value
0.5
"""

from gan_utils.widgets.base import Explorer, View, png_bytes
from gan_utils.widgets.controls import Choice, Slider

__all__ = ["Choice", "Explorer", "Slider", "View", "png_bytes"]
