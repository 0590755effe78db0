"""What notebook 00 must find, whatever the profile: what it trains is thrown away."""


def check(recorded, profile):
    assert recorded["can_run"] is True
    assert recorded["step_ms"] > 0
    assert (recorded["train_images"], recorded["held_out_images"]) == (4000, 1000)

    # "The strokes bend": no strip jumps, and none fades.
    for jumps, unlike_fade in (("slider_jumps", "slider_unlike_fade"), ("heap_jumps", "heap_unlike_fade")):
        assert len(recorded[jumps]) == 3 and max(recorded[jumps]) < 0.25
        assert min(recorded[unlike_fade]) > 0.5

    # The generator with heaps is nearer to real digits than to the one under the sliders.
    real, first, second = recorded["sure"].values()
    assert real > second > first and real - second < second - first

    stems = recorded["notebooks_listed"]
    assert stems == sorted(stems) and stems[0] == "00_start_here" and "08_generalisation" in stems
