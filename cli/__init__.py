"""The command line: every user task as a command, for scripts and checks. No Qt until a window opens."""
