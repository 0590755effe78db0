"""Stands in for the module by which Colab is told to show widgets that are not its own."""

allowed = 0  # how often it was told


def enable_custom_widget_manager():
    """Count that a notebook asked for it."""
    global allowed
    allowed += 1
