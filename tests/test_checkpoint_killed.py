"""Training that is killed at random moments, also in the middle of a write, ends as if nobody had touched it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 20


@pytest.mark.kills
@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes that it forks")
def test_twenty_kills_leave_weights_and_history_as_they_would_have_been(tmp_path):
    script = Path(__file__).parent / "helpers" / "killed_run.py"
    done = subprocess.run([sys.executable, script, tmp_path / "work", str(KILLS), "1"], capture_output=True, text=True)
    log = tmp_path / "work" / "log"
    assert done.returncode == 0, done.stderr + (log.read_text() if log.exists() else "")
    said = json.loads(done.stdout)
    print(f"survived {len(said['killed'])} kills, {said['half_files']} of them with half a file on disk: {said}")
    assert len(said["killed"]) == KILLS
    assert said["same"] == {"step": True, "weights": True, "history": True, "epochs": True}
    assert said["half_files"] >= KILLS // 4  # some kills did meet a write
    assert said["at_step"] == sorted(said["at_step"]) and said["at_step"][-1] < said["last_step"]
    assert len(set(said["at_step"])) > KILLS // 2  # at many different steps
