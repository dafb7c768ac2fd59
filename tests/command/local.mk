# The command line, from a shell.
