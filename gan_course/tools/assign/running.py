"""Runs a submission so that an answer that kills its kernel, or cannot be interrupted, costs one exercise alone."""

import re

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import v4
from nbgrader import utils
from nbgrader.preprocessors import Execute

MESSAGE = (
    "Python ended here, or could not be interrupted, so the rest of this exercise was not run: "
    "does the answer call exit(), fill the memory, or loop for ever?"
)


class ExecuteAnswers(Execute):
    """Takes the place of `Execute` among nbgrader's `Autograde.autograde_preprocessors`."""

    def preprocess(self, nb, resources=None, km=None):
        """Run the notebook; where the kernel is lost, run it once more without the exercise that lost it."""
        self._blamed = set()
        student = (resources or {}).get("nbgrader", {}).get("student", "")
        with utils.setenv(GAN_STUDENT=student):  # what `exercises.variant` draws from
            return self._without_what_is_lost(nb, resources, km)

    def _without_what_is_lost(self, nb, resources, km):
        while True:
            try:
                return super().preprocess(nb, resources, km)
            except (DeadKernelError, CellTimeoutError):
                blamed = to_blame(nb.cells, self._at)
                if not blamed or blamed <= self._blamed:
                    raise
                self.log.warning("The kernel was lost at cell %s: the rest is run again without it", self._at)
                self._blamed |= blamed

    def preprocess_cell(self, cell, resources, index):
        """Run a cell, unless its exercise has lost a kernel before."""
        self._at = index
        if index not in self._blamed:
            return super().preprocess_cell(cell, resources, index)
        if cell.cell_type == "code":
            cell.outputs = [v4.new_output("error", ename="KernelLost", evalue=MESSAGE, traceback=[MESSAGE])]
        return cell, resources


def to_blame(cells, at):
    """Return the numbers of the cells not to be run again after a kernel was lost at one of them.

    That is the whole exercise where the cell belongs to one, and the cell alone where it is the student's own; nothing
    where it is one of the story's, which no student wrote.
    """
    about = cells[at].metadata.get("nbgrader")
    if not about:
        return {at}
    exercise = re.match(r"q\d+-", about["grade_id"])
    ids = [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in cells]
    return {number for number, name in enumerate(ids) if exercise and name.startswith(exercise[0])}
