"""How tests are shared out: every test once, what is long first, and each file to one worker."""

import sharing


def test_what_is_marked_as_long_is_a_mark(pytestconfig):
    declared = {line.split(":")[0] for line in pytestconfig.getini("markers")}
    assert set(sharing.LONG) <= declared


def test_this_session_has_its_long_tests_first(request):
    places = [sharing.place(item) for item in request.session.items]
    assert places == sorted(places)


def test_a_notebook_is_run_answered_in_one_place(request):
    asked = request.config.getoption("-m")
    answered = [item for item in request.session.items if item.get_closest_marker("answered")]
    assert not answered or not sharing.WITH_COLAB or "answered" in asked
    assert "answered" not in sharing.left_out("", with_colab=False)  # without Colab's versions they are run here


def test_files_stay_together_but_for_the_notebooks(request):
    units = {item.nodeid: sharing.unit(item.nodeid) for item in request.session.items}
    assert units[request.node.nodeid] == "tests/test_sharing.py"
    assert all(
        (unit == nodeid) == nodeid.startswith("tests/notebooks/") for nodeid, unit in units.items() if "::" in nodeid
    )
