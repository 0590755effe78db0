"""What is wrong with a run, with the numbers that say so, and what to change first.

`diagnose` reads the history of a run and, where there are some, samples beside real ones; `Doctor` does so while
`GAN.fit` goes on. `gradient_map` and `occlusion_map` show which pixels move a network's answer. TensorFlow loads when
`Doctor` or the gradient is first used.

>>> history = {"d_real_term": [0.69] * 80, "d_fake_term": [0.69] * 80, "g_loss": [0.69, float("nan")] * 40}
>>> diagnose(history).verdict
'diverged'
"""

from gan_utils.diagnostics.diagnosis import VERDICTS, Diagnosis, Evidence
from gan_utils.diagnostics.looking import gradient_map, occlusion_map, share_inside
from gan_utils.diagnostics.remedies import CURED, ranked
from gan_utils.diagnostics.signals import family, history_measures, sample_measures
from gan_utils.diagnostics.verdict import THRESHOLDS, decide, diagnose

__all__ = [
    "CURED",
    "THRESHOLDS",
    "VERDICTS",
    "Diagnosis",
    "Doctor",
    "Evidence",
    "decide",
    "diagnose",
    "family",
    "gradient_map",
    "history_measures",
    "occlusion_map",
    "ranked",
    "sample_measures",
    "share_inside",
]


def __getattr__(name):
    if name == "Doctor":
        from gan_utils.diagnostics.doctor import Doctor

        return Doctor
    raise AttributeError(f"module 'gan_utils.diagnostics' has no attribute {name!r}; it has {', '.join(__all__)}")
