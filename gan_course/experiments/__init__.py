"""Runs whose tables the notebooks load: a module or folder for each `gan-course` command, and what they share.

`table` makes, keeps and drops the runs of every experiment; `common` holds what several of them need.
"""
