"""Loads Keras with the course's settings; whatever needs Keras, or TensorFlow, which loads it, imports this first."""

from gan_utils import _keras_settings

_keras_settings.settle()
