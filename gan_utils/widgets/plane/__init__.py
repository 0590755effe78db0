"""The plane laboratory: what it does (`laboratory`), how it plays, what it records, shows and says."""

from gan_utils.widgets.plane.laboratory import PlaneLaboratory

__all__ = ["PlaneLaboratory"]
