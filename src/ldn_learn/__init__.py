"""ldn-learn: study what is known about low-dose naltrexone, in the terminal."""

__version__ = "0.1.0"
