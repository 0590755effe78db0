# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 16."""


# %% q4 right: 10,000 pictures
def true_alarms(found, mistaken, fakes):
    true, false = 10_000 * fakes * found, 10_000 * (1 - fakes) * mistaken
    return true / (true + false)


# %% q4 right: by odds
def true_alarms(found, mistaken, fakes):
    against = mistaken * (1 - fakes)
    for_it = found * fakes
    return 0.0 if for_it == 0 else 1 / (1 + against / for_it)


# %% q4 wrong: This is which share of the fakes is found
def true_alarms(found, mistaken, fakes):
    return found


# %% q4 wrong: This holds where half are fakes
def true_alarms(found, mistaken, fakes):
    return found / (found + mistaken)


# %% q4 wrong: This is the share of false alarms
def true_alarms(found, mistaken, fakes):
    true, false = fakes * found, (1 - fakes) * mistaken
    return false / (true + false)


# %% q4 wrong: the share of all pictures that are fakes and found
def true_alarms(found, mistaken, fakes):
    return found * fakes


# %% q4 wrong: how often an alarm is raised
def true_alarms(found, mistaken, fakes):
    return found * fakes + mistaken * (1 - fakes)


# %% q4 wrong: weighed as if all were real
def true_alarms(found, mistaken, fakes):
    return found * fakes / (found * fakes + mistaken)


# %% q4 wrong: how often the detector is right
def true_alarms(found, mistaken, fakes):
    return found * fakes + (1 - mistaken) * (1 - fakes)


# %% q4 wrong: Real pictures raise alarms at the rate
def true_alarms(found, mistaken, fakes):
    return found * fakes / (found * fakes + (1 - mistaken) * (1 - fakes))


# %% q4 wrong: the share of fakes before anything was said
def true_alarms(found, mistaken, fakes):
    return fakes


# %% q4 wrong: This is in percent
def true_alarms(found, mistaken, fakes):
    return 100 * found * fakes / (found * fakes + mistaken * (1 - fakes))


# %% q4 wrong: Where there are no fakes
def true_alarms(found, mistaken, fakes):
    return found * fakes / (found * fakes + mistaken * (1 - fakes)) if fakes else 1.0


# %% q4 wrong: never takes a real picture for a fake
def true_alarms(found, mistaken, fakes):
    return found * fakes / (found * fakes + mistaken * (1 - fakes)) if mistaken else found


# %% q4 wrong: Of all alarms
def true_alarms(found, mistaken, fakes):
    return found - mistaken
