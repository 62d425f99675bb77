"""One line of the table: what we take, what a peer takes, and what was wanted."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

Unit = Literal["s", "B"]

_SCALES: Final[dict[Unit, tuple[tuple[float, str], ...]]] = {
    "s": ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")),
    "B": ((1e6, "MB"), (1e3, "kB")),
}
_TITLES: Final = ("what", "ours", "peer", "ratio", "wanted", "ok?")


@dataclass(frozen=True, slots=True)
class Row:
    """A ratio, or a note that tells why there is none."""

    what: str
    against: str
    """The peer or floor."""
    ours: float | None = None
    """In `unit`: seconds or bytes."""
    peer: float | None = None
    ratio: float | None = None
    """Ours to the peer's; below 1, ours is the faster or the smaller."""
    most: float | None = None
    """The ratio that is wanted at most; `None` for a row that only informs."""
    unit: Unit = "s"
    note: str = ""

    @property
    def ok(self) -> bool | None:
        """Whether the ratio is as wanted; `None` when nothing is wanted or nothing was measured."""
        return None if self.ratio is None or self.most is None else self.ratio <= self.most

    def as_dict(self) -> dict[str, Any]:
        """The row for JSON."""
        return {name: getattr(self, name) for name in (*self.__slots__, "ok")}


def of_medians(
    what: str, ours: Sequence[float], against: str, peer: Sequence[float], most: float | None = None, note: str = ""
) -> Row:
    """The ratio of two medians of seconds."""
    mine, theirs = median(ours), median(peer)
    return Row(what, against, mine, theirs, mine / theirs, most, "s", note)


def of_pairs(
    what: str, ours: Sequence[float], against: str, peer: Sequence[float], most: float | None, unit: Unit
) -> Row:
    """The median of the ratios of pairs that were measured one after the other."""
    ratio = median(mine / theirs for mine, theirs in zip(ours, peer, strict=True))
    return Row(what, against, median(ours), median(peer), ratio, most, unit, f"{len(ours)} pairs")


def table(rows: Sequence[Row]) -> str:
    """All rows in columns, each with its note below."""
    cells = [_TITLES, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_TITLES))]
    text: list[str] = []
    for line, note in zip(cells, ["", *(row.note for row in rows)], strict=True):
        text.append("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
        if note:
            text.append(f"    {note}")
    return "\n".join(text)


def _cells(row: Row) -> tuple[str, ...]:
    peer = f"{_amount(row.peer, row.unit)} {row.against}".strip()
    wanted = "" if row.most is None else f"at most {_ratio(row.most)}"
    ok = {None: "", True: "yes", False: "NO"}[row.ok]
    return row.what, _amount(row.ours, row.unit), peer, _ratio(row.ratio), wanted, ok


def _amount(value: float | None, unit: Unit) -> str:
    if value is None:
        return ""
    scale, name = next((each for each in _SCALES[unit] if value >= each[0]), _SCALES[unit][-1])
    return f"{value / scale:.3g} {name}"


def _ratio(value: float | None) -> str:
    """A ratio as a person says it: `1.23`, or `1/500` when it is small."""
    if value is None:
        return ""
    return f"{value:.2f}" if value >= 0.1 else f"1/{1 / value:,.0f}"
