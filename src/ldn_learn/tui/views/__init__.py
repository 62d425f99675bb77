"""How things look: functions from values and a width to text."""
