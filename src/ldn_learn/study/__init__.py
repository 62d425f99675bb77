"""How one studies: grading, and the session as a value that moves from step to step. Pure."""
