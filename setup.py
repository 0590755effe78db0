"""Puts the weights and tables of data/ into a wheel; all else stands in pyproject.toml, which has no word for this."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SHIPPED = ("data/pretrained", "data/results")


class BuildPy(build_py):
    """Builds the packages, and `gan_utils/shipped` beside them; a package installed with `-e` reads data/ itself."""

    def run(self):
        """Build, and copy."""
        super().run()
        if not getattr(self, "editable_mode", False):
            for folder in SHIPPED:
                target = Path(self.build_lib) / "gan_utils" / "shipped" / Path(folder).name
                shutil.copytree(folder, target, dirs_exist_ok=True)

    def get_source_files(self):
        """Return what a source distribution needs for it."""
        return [*super().get_source_files(), *(p.as_posix() for folder in SHIPPED for p in Path(folder).glob("*.*"))]


if __name__ == "__main__":
    setup(cmdclass={"build_py": BuildPy})
