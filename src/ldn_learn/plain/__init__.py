"""The same tasks line by line: for screen readers, pipes and terminals that cannot move a cursor."""
