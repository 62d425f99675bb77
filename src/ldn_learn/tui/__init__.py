"""The screen. Screens hold what is shown; rules are in `study` and `memory`, and how things look is in `views`."""
