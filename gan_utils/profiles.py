"""Three scales for one source: `smoke` (CI, seconds), `laptop` (two cores, minutes), `gpu`."""

import os
from dataclasses import dataclass

NAMES = ("smoke", "laptop", "gpu")


@dataclass(frozen=True)
class Profile:
    """The scale at which a notebook runs.

    >>> Profile("laptop").pick(smoke=1, laptop=20, gpu=50)
    20
    """

    name: str

    def pick(self, *, smoke, laptop, gpu):
        """Return the value for this profile, which keeps the three numbers beside their use."""
        return {"smoke": smoke, "laptop": laptop, "gpu": gpu}[self.name]


def get(name=None):
    """Return the profile called `name`; with None, the one in $GAN_PROFILE, else `laptop`.

    Args:
        name: "smoke", "laptop", "gpu" or None.

    Raises:
        ValueError: for an unknown name, listing the valid ones.

    >>> get("gpu").name
    'gpu'
    """
    asked = name or os.environ.get("GAN_PROFILE") or "laptop"
    if asked not in NAMES:
        source = "profile" if name else "profile in $GAN_PROFILE"
        raise ValueError(f"unknown {source} {asked!r}: choose one of {', '.join(NAMES)}")
    return Profile(asked)
