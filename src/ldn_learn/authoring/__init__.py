"""For those who write decks: formatting, schemas for editors, new decks and cards, and what changed between two."""
