"""Runs whose tables the notebooks load: each module or folder is one `gan-course` command, but for `table` and `common`.

`table` makes, keeps and drops the runs of every experiment; `common` holds what several of them need.
"""
