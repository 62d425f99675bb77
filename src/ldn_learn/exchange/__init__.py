"""Other tools' formats: cards to them and from them, with a report of what they cannot hold."""
