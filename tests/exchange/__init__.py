"""Other tools' formats: what goes out comes in again, and what strangers send does no harm."""
