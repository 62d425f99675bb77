"""What there is to learn: YAML files become frozen values; every problem has a file, a line and a column."""
