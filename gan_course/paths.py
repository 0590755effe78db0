"""Where the course is on disk."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]  # the folder that holds notebooks/, data/ and README.md
