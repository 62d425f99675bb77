"""How a text has to be written: pure rules over words, for decks and for the pages that the program makes."""
