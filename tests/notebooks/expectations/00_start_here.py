"""What notebook 00 must find, whatever the profile: it trains nothing."""


def check(recorded, profile):
    assert recorded["can_run"] is True
    assert recorded["seconds_to_slider"] < 10
    assert recorded["slider_ms"] < 50
    assert (recorded["train_images"], recorded["held_out_images"]) == (4000, 1000)
