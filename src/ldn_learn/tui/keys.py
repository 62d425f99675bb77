"""Every key of the app, in one place: bindings, the line of keys below a screen and the help screen come from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from textual.binding import Binding, BindingType

if TYPE_CHECKING:
    from collections.abc import Iterable


class Key(NamedTuple):
    """One thing that a key does on some screen."""

    id: str
    keys: tuple[str, ...]
    action: str
    face: str
    """How the key is called."""
    label: str
    """What it does, in a word or two, for the line of keys; empty to leave it out there."""
    help: str
    """What it does, in a sentence, for the help screen."""

    def bindings(self) -> list[Binding]:
        """What Textual needs; `{key}` in the action stands for the key pressed."""
        return [
            Binding(key, self.action.replace("{key}", key), self.label or self.help, show=False, id=f"{self.id}.{key}")
            for key in self.keys
        ]


DIGITS: Final = tuple("123456789")

GO: Final = Key("go", ("enter", "space"), "go", "enter", "Go on", "Show the answer, check it, go on (also space)")
DIGIT: Final = Key("digit", DIGITS, "digit({key})", "1-9", "Choose", "Choose an answer, or rate a card")
UP: Final = Key("up", ("up", "k"), "move(-1)", "up", "", "Move up (also k)")
DOWN: Final = Key("down", ("down", "j"), "move(1)", "down", "", "Move down (also j)")
PAGE_UP: Final = Key("page-up", ("pageup",), "page(-1)", "pgup", "", "Scroll up")
PAGE_DOWN: Final = Key("page-down", ("pagedown",), "page(1)", "pgdn", "", "Scroll down")
UNDO: Final = Key("undo", ("u", "ctrl+z"), "undo", "u", "Undo", "Take back the last answer (ctrl+z while you type)")
SOURCES: Final = Key("sources", ("s",), "sources", "s", "Source", "Show the sources of this card")
WORDS: Final = Key("words", ("w",), "words", "w", "Words", "What words mean, once there is nothing to answer")
ALL_WORDS: Final = Key("all-words", ("w",), "words", "w", "", "What the words of the decks mean")
GET_HELP: Final = Key("get-help", ("exclamation_mark",), "get_help", "!", "When to get help", "When to get help")
HELP: Final = Key("help", ("question_mark", "f1"), "help", "?", "Keys", "Show the keys (also F1)")
BACK: Final = Key("back", ("escape",), "back", "esc", "Back", "Go back")
LEAVE: Final = Key("leave", ("q",), "leave", "q", "", "Leave; every answer is saved already")
QUIT: Final = Key("quit", ("q",), "leave", "q", "Quit", "Quit; every answer is saved already")

NEXT: Final = Key(
    "next", ("right", "n", "tab"), "turn(1)", "right", "Next", "The next question; this one stays as it is (n, tab)"
)
PREVIOUS: Final = Key(
    "previous", ("left", "p", "shift+tab"), "turn(-1)", "left", "", "The question before (p, shift+tab)"
)
NEXT_CARD: Final = Key("next-card", ("right",), "turn(1)", "right", "Next card", "The next card")
PREVIOUS_CARD: Final = Key("previous-card", ("left",), "turn(-1)", "left", "", "The card before")
ERASE: Final = Key("erase", ("backspace",), "erase", "back", "", "Take back a part of the answer (backspace)")
OVERRULE: Final = Key(
    "overrule", ("o",), "overrule", "o", "I was right", "Say that your typed answer was right after all"
)
INFO: Final = Key("info", ("i",), "info", "i", "Card", "This card's story, and why it is asked today")
EDIT: Final = Key("edit", ("e",), "edit", "e", "", "Edit the card in your editor ($EDITOR)")
BURY: Final = Key("bury", ("minus",), "bury", "-", "", "Not today: put this card off until tomorrow")
SUSPEND: Final = Key(
    "suspend", ("at",), "suspend", "@", "", "Put this card aside until you take it back (under a on Home)"
)
FLAG: Final = Key("flag", ("f",), "flag", "f", "", "Ask about this: it goes on your page; again to take it off")
NOTE: Final = Key("note", ("n",), "note", "n", "", "Write a note on this card")

FIVE: Final = Key("five", ("5",), "five", "5", "minutes", "Study for five minutes: it ends by itself after a card")
MORE: Final = Key("more", ("m",), "more", "m", "More today", "More new cards today")
OVER: Final = Key("over", ("m",), "over", "m", "What you missed", "Go over what you missed, outside the schedule")
CRAM: Final = Key("cram", ("c",), "cram", "c", "", "Go over what you have begun, hardest first, outside the schedule")
READY: Final = Key("ready", ("r",), "ready", "r", "Ready?", "Are you ready to talk with your prescriber? 20 questions")
EXAM: Final = Key("exam", ("x",), "exam", "x", "", "An exam of 20 questions over all decks")
PAGE: Final = Key("page", ("h",), "handout", "h", "My page", "Your page for the visit")
ASIDE: Final = Key("aside", ("a",), "aside", "a", "", "Cards that you put aside or marked to ask about")
SETTINGS: Final = Key(
    "settings", ("comma",), "settings", ",", "Settings", "The day to be ready by, new cards, easy days"
)

OWN_WORDS: Final = Key("own-words", ("o",), "own_words", "o", "Own words", "Say in your own words what you have learnt")
SAVE: Final = Key("save", ("w",), "save", "w", "Write to a file", "Write the page to a file, as text and to print")

FLAG_ITEM: Final = Key(
    "flag-item",
    ("f", "ctrl+f"),
    "flag",
    "f",
    "Flag",
    "Flag this question to look at it again (ctrl+f while you type)",
)
REVIEW: Final = Key(
    "review", ("r", "ctrl+r"), "review", "r", "Review", "All questions, and handing in (ctrl+r while you type)"
)
CLEAR: Final = Key("clear", ("b", "ctrl+b"), "clear", "b", "", "Make this question blank again (ctrl+b while you type)")
MORE_TIME: Final = Key(
    "more-time", ("plus", "ctrl+t"), "more_time", "+", "10 minutes", "Ten minutes more, when a time is set (ctrl+t)"
)
NO_LIMIT: Final = Key(
    "no-limit", ("m", "ctrl+o"), "no_limit", "m", "No limit", "No time limit any more (ctrl+o while you type)"
)
YES: Final = Key("yes", ("y",), "hand_in", "y", "Yes, hand in", "Yes, hand in")
NO: Final = Key("no", ("n",), "no", "n", "No", "No, not yet")

THEME: Final = Key("theme", ("t",), "theme", "t", "", "Dark or light colours")

SCROLLING: Final = (PAGE_UP, PAGE_DOWN)
EVERYWHERE: Final = (GET_HELP, HELP)


def bindings(keys: Iterable[Key]) -> list[BindingType]:
    """The bindings of all these keys."""
    return [binding for key in keys for binding in key.bindings()]
