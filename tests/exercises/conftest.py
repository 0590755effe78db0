"""The planted answers are read as text and run block by block, so pytest imports none of them."""

collect_ignore_glob = ["*/*.py"]
