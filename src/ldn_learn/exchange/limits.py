"""How much of a stranger's file is read, and what is done to its texts first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ldn_learn.decks.text import printable
from ldn_learn.errors import DeckError

if TYPE_CHECKING:
    from typing import BinaryIO

MAX_BYTES: Final = 64 * 1024 * 1024
"""Of text, or of a collection once it is unpacked."""

MAX_NOTES: Final = 100_000
MAX_TEXT: Final = 20_000
"""Characters of one text; what comes after is cut."""

MAX_SECONDS: Final = 20.0
"""For one question to a collection's database."""

CUT: Final = f"a text of more than {MAX_TEXT} characters was cut"


def read_all(file: BinaryIO) -> bytes:
    """The whole file. Raises `DeckError` when it is larger than `MAX_BYTES`."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise DeckError(f"The file is larger than {MAX_BYTES // 1024 // 1024} MiB, so it is not read. Split it first.")
    return data


def read_text(file: BinaryIO) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark; newlines as one sign. Raises `DeckError`."""
    data = read_all(file)
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise DeckError("The file is not UTF-8 text. Save it as UTF-8 and try again.") from None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def clean(text: str) -> str:
    """The text as a deck may hold it: no control characters, no blanks around it or its lines' ends, not too long."""
    whole = printable(text.replace("\xa0", " ")).encode(errors="replace").decode()[: MAX_TEXT + 1]
    return "\n".join(line.rstrip() for line in whole[:MAX_TEXT].strip().split("\n"))


def too_many() -> DeckError:
    """The sentence for a file with more cards than anybody could study."""
    return DeckError(f"The file holds more than {MAX_NOTES:,} notes, so it is not read. Export fewer of them.")
