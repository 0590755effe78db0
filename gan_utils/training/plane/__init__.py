"""A run in the plane that one can touch: step by step, one player alone, with settings that change on the way."""

from gan_utils.training.plane.graphs import ROW_KEYS, Look
from gan_utils.training.plane.networks import plane_networks
from gan_utils.training.plane.run import DATA_BIT, OPTIMIZERS, PlaneRun
from gan_utils.training.plane.thinned import Thinned

__all__ = ["DATA_BIT", "OPTIMIZERS", "ROW_KEYS", "Look", "PlaneRun", "Thinned", "plane_networks"]
