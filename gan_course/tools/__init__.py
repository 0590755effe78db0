"""The `gan-course` command, a module a subcommand, and what these modules share."""
