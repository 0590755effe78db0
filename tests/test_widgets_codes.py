"""The view of notebook 11: a code is turned while the noise stays."""

import numpy as np
import pytest

from gan_utils import widgets


def explorer(**settings):
    """A view of a generator whose pictures are as bright as the code's class, the first code and the noise say."""
    calls = []

    def generate(labels, z, uniform=None):
        calls.append((labels, z, uniform))
        turned = 0.0 if uniform is None else 0.3 * uniform[:, 0]
        return np.ones((len(z), 4, 4, 1)) * np.clip(labels / 20 + turned + 0.01 * z[:, 0], -1, 1)[:, None, None, None]

    settings = {"latent_dim": 3, "n_classes": 10, "n_uniform": 2} | settings
    return widgets.code_explorer(generate, **settings), calls


def test_the_sliders_turn_the_codes_and_the_noise_stays():
    view, calls = explorer(stands_for=list("9876543210"))
    view.set(code=2, u1=0.5)
    labels, z, uniform = calls[-1]
    assert labels.tolist() == [2] * 6 and np.allclose(uniform, [[0.5, 0.0]] * 6) and np.array_equal(z, calls[0][1])
    assert "Code 2, which stands for 7, u1 = +0.5, u2 = +0.0" in view.words and view.error is None


def test_other_noise_and_back():
    view, calls = explorer()
    still = view.picture.value
    view.buttons["other noise"].click()
    assert view.picture.value != still and not np.array_equal(calls[-1][1], calls[0][1])
    view.set(code=3)
    view.buttons["reset"].click()
    assert view.picture.value == still and view.values == {"code": 0, "u1": 0.0, "u2": 0.0}


def test_classes_alone_need_no_sliders_for_more():
    view, calls = explorer(n_uniform=0)
    assert list(view.controls) == ["code"] and calls[0][2] is None


def test_nothing_to_turn_or_too_few_names_are_refused():
    with pytest.raises(ValueError, match="nothing to turn"):
        explorer(n_classes=0)
    with pytest.raises(ValueError, match="10 codes need as many names, got 2"):
        explorer(stands_for=["a", "b"])
