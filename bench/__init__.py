"""Speed as a ratio in one run: the program against the floor. Never asserted in a test."""
