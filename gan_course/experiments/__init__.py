"""Runs whose tables the notebooks load; each module or folder is one `gan-course` command."""
