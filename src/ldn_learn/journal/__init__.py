"""Where progress is kept: one appended line an answer, in files that several devices can merge."""
