from __future__ import annotations

import json
import os
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from filelock import FileLock

from ldn_learn.errors import StoreError
from ldn_learn.journal import lines, writer
from ldn_learn.journal.journal import Journal
from ldn_learn.memory.events import EventId, Other, Setting
from ldn_learn.memory.records import to_dict
from tests.builders import START, reviewed

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = [reviewed(number) for number in range(5)]
posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


def journal(folder: Path, device: str = "device") -> Journal:
    return Journal(folder, device)


def write(folder: Path, count: int = 5, device: str = "device") -> Path:
    one = journal(folder, device)
    for event in EVENTS[:count]:
        one.append(event)
    one.close()
    return folder / f"{device}.jsonl"


def read(folder: Path) -> list[object]:
    union = journal(folder).read()
    assert union is not None
    return [*union.events]


def test_reading_creates_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "none") == []
    assert journal(tmp_path / "none").health() == []
    assert list(tmp_path.iterdir()) == []


def test_events_are_there_after_closing(tmp_path: Path) -> None:
    write(tmp_path)
    assert read(tmp_path) == EVENTS


def test_a_line_that_lacks_only_its_newline_is_whole(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    assert read(tmp_path) == EVENTS
    one = journal(tmp_path)
    one.append(replace(EVENTS[4], id=EventId("NEXT")))
    one.close()
    assert read(tmp_path) == [*EVENTS, replace(EVENTS[4], id=EventId("NEXT"))]
    assert journal(tmp_path).health()[0].torn == 0


def test_line_ends_of_another_system_damage_nothing(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read(tmp_path) == EVENTS
    one = journal(tmp_path)
    one.append(replace(EVENTS[4], id=EventId("NEXT")))
    one.close()
    assert len(read(tmp_path)) == 6


def test_a_closed_file_ends_with_its_last_line_and_an_open_one_with_room(tmp_path: Path) -> None:
    path = tmp_path / "device.jsonl"
    one = journal(tmp_path)
    one.append(EVENTS[0])
    size = path.stat().st_size
    one.append(EVENTS[1])
    assert path.stat().st_size == size
    assert read(tmp_path) == EVENTS[:2]
    one.close()
    assert path.read_bytes() == b"".join(lines.encode(to_dict(event)) for event in EVENTS[:2])


def test_every_line_of_an_open_file_is_json(tmp_path: Path) -> None:
    one = journal(tmp_path)
    for count, event in enumerate(EVENTS, 1):
        one.append(event)
        with (tmp_path / "device.jsonl").open() as file:
            assert [json.loads(line)["e"]["id"] for line in file] == [each.id for each in EVENTS[:count]]
    one.close()


def test_a_journal_grows_over_many_rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "_ROOM", 700)
    many = [reviewed(number) for number in range(60)]
    one = journal(tmp_path)
    ids = [one.events().insert(to_dict(event)) for event in many]
    assert read(tmp_path) == many
    assert [one.events().get(doc_id=id_) for id_ in ids] == [to_dict(event) for event in many]
    one.close()
    assert (tmp_path / "device.jsonl").read_bytes() == b"".join(lines.encode(to_dict(event)) for event in many)


def test_reading_goes_on_while_another_window_writes(tmp_path: Path) -> None:
    one = journal(tmp_path)
    marks = None
    found = []
    for event in EVENTS:
        one.append(event)
        union = journal(tmp_path).read(marks)
        assert union is not None
        found += union.events
        marks = union.marks
    one.close()
    union = journal(tmp_path).read(marks)
    assert union is not None
    assert found + union.events == EVENTS


@pytest.mark.parametrize("room", [b"\n" * 40_000, b" " * 40_000 + b"\n", b" " * 40_000])
def test_room_that_a_crash_left_behind_means_nothing(tmp_path: Path, room: bytes) -> None:
    path = write(tmp_path, 3)
    path.write_bytes(path.read_bytes().removesuffix(b"\n") + room)
    assert read(tmp_path) == EVENTS[:3]
    (health,) = journal(tmp_path).health()
    assert (health.events, health.damaged, health.torn) == (3, 0, 0)
    one = journal(tmp_path)
    one.append(EVENTS[3])
    one.close()
    assert path.read_bytes() == b"".join(lines.encode(to_dict(event)) for event in EVENTS[:4])


def test_a_line_torn_within_the_room_is_set_aside(tmp_path: Path) -> None:
    path = write(tmp_path, 3)
    half = lines.encode(to_dict(EVENTS[3]))[:90]
    path.write_bytes(path.read_bytes() + half + b" " * 5_000 + b"\n")
    (health,) = journal(tmp_path).health()
    assert (health.events, health.damaged, health.torn) == (3, 0, 1)
    one = journal(tmp_path)
    one.append(EVENTS[4])
    one.close()
    assert read(tmp_path) == [*EVENTS[:3], EVENTS[4]]
    assert (tmp_path / "device.jsonl.torn").read_bytes() == half + b"\n"


@pytest.mark.parametrize("harm", ["deleted", "folder deleted", "cut", "replaced"])
def test_a_file_that_was_harmed_while_it_was_open_loses_no_later_answer(
    tmp_path: Path, harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A cut does not change the folder, so it is noticed by the look that comes once a second.
    monkeypatch.setattr(writer, "_LOOK_EVERY", 0.0 if harm == "cut" else 60.0)
    folder = tmp_path / "journal"
    one = journal(folder)
    one.append(EVENTS[0])
    path = folder / "device.jsonl"
    if harm == "folder deleted":
        shutil.rmtree(folder)
    elif harm == "cut":
        os.truncate(path, 10)
    else:
        path.unlink()
        if harm == "replaced":
            path.write_bytes(lines.encode(to_dict(EVENTS[1])))
    one.append(EVENTS[2])
    one.append(EVENTS[3])
    one.close()
    found = read(folder)
    assert EVENTS[2] in found
    assert EVENTS[3] in found
    assert (EVENTS[1] in found) == (harm == "replaced")


@posix
def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    path = write(tmp_path / "journal")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_insert_appends_and_changes_no_byte_before(tmp_path: Path) -> None:
    path = write(tmp_path, 3)
    before = path.read_bytes()
    one = journal(tmp_path)
    one.append(EVENTS[3])
    one.close()
    assert path.read_bytes() == before + lines.encode(to_dict(EVENTS[3]))


def test_each_answer_is_synced_to_the_disk_before_append_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bytes] = []
    real = writer._sync

    def sync(file: int) -> None:
        real(file)
        synced.append((tmp_path / "device.jsonl").read_bytes())

    monkeypatch.setattr(writer, "_sync", sync)
    one = journal(tmp_path)
    for count, event in enumerate(EVENTS, 1):
        one.append(event)
        assert synced[-1].count(b"\n") == count
        assert [json.loads(line)["e"]["id"] for line in synced[-1].splitlines()] == [each.id for each in EVENTS[:count]]
    one.close()


def test_a_damaged_line_is_skipped_kept_and_counted(tmp_path: Path) -> None:
    path = write(tmp_path)
    data = bytearray(path.read_bytes())
    data[data.find(b"\n") + 60] ^= 1
    path.write_bytes(data)
    assert read(tmp_path) == [EVENTS[0], *EVENTS[2:]]
    (health,) = journal(tmp_path).health()
    assert (health.events, health.damaged, health.torn) == (4, 1, 0)
    assert path.read_bytes() == data


@pytest.mark.parametrize("cut", [2, 3, 40, 150])
def test_a_torn_last_line_is_set_aside_at_the_next_write(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    assert read(tmp_path) == EVENTS[:4]
    (health,) = journal(tmp_path).health()
    assert (health.damaged, health.torn, health.torn_now) == (0, 1, True)

    one = journal(tmp_path)
    one.append(replace(EVENTS[4], id=EventId("AGAIN")))
    one.close()
    assert read(tmp_path) == [*EVENTS[:4], replace(EVENTS[4], id=EventId("AGAIN"))]
    torn = whole[whole[:-1].rfind(b"\n") + 1 : -cut]
    assert (tmp_path / "device.jsonl.torn").read_bytes().startswith(torn)
    (health,) = journal(tmp_path).health()
    assert (health.events, health.damaged, health.torn, health.torn_now) == (5, 0, 1, False)


def test_a_file_that_is_all_rubbish_loses_nothing_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "device.jsonl").write_bytes(os.urandom(3000))
    one = journal(tmp_path)
    one.append(EVENTS[0])
    one.close()
    assert EVENTS[0] in read(tmp_path)


def test_a_second_window_takes_a_file_of_its_own_and_reading_joins_them(tmp_path: Path) -> None:
    one, two = journal(tmp_path), journal(tmp_path)
    one.append(EVENTS[0])
    two.append(EVENTS[1])
    one.append(EVENTS[2])
    assert sorted(path.name for path in one.files()) == ["device.2.jsonl", "device.jsonl"]
    assert sorted(read(tmp_path), key=repr) == sorted(EVENTS[:3], key=repr)
    one.close()
    three = journal(tmp_path)
    three.append(EVENTS[3])
    assert len(three.files()) == 2
    two.close()
    three.close()


def test_queries_see_what_other_windows_wrote(tmp_path: Path) -> None:
    one, two = journal(tmp_path), journal(tmp_path)
    first = one.events().insert(to_dict(EVENTS[0]))
    two.events().insert(to_dict(EVENTS[1]))
    assert len(one.events()) == 2
    assert one.events().get(doc_id=first) == to_dict(EVENTS[0])
    one.close()
    two.close()


def test_a_file_of_a_newer_version_is_read_and_never_written(tmp_path: Path) -> None:
    known = to_dict(EVENTS[0]) | {"v": 99, "mood": "new"}
    unknown = {"v": 99, "id": "Z", "at": "2027-01-01T00:00:00Z", "day": "2027-01-01", "kind": "dreamt", "dream": [1]}
    path = tmp_path / "device.jsonl"
    path.write_bytes(lines.encode(known) + lines.encode(unknown))
    before = path.read_bytes()
    one = journal(tmp_path)
    one.append(EVENTS[1])
    one.close()
    assert path.read_bytes() == before
    found = read(tmp_path)
    assert EVENTS[0] in found
    assert EVENTS[1] in found
    assert any(isinstance(event, Other) for event in found)
    assert all(not health.damaged for health in journal(tmp_path).health())
    assert [*journal(tmp_path).read_stored()][-1] == unknown


def test_reading_goes_on_where_it_ended(tmp_path: Path) -> None:
    write(tmp_path, 3)
    first = journal(tmp_path).read()
    assert first is not None
    one = journal(tmp_path)
    one.append(EVENTS[3])
    one.close()
    rest = journal(tmp_path).read(first.marks)
    assert rest is not None
    assert rest.events == [EVENTS[3]]
    again = journal(tmp_path).read(rest.marks)
    assert again is not None
    assert again.events == []


@pytest.mark.parametrize("change", ["shorter", "other", "gone"])
def test_a_file_that_was_replaced_is_not_read_on(tmp_path: Path, change: str) -> None:
    path = write(tmp_path)
    union = journal(tmp_path).read()
    assert union is not None
    data = path.read_bytes()
    if change == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:100] if change == "shorter" else data.replace(b"reviewed", b"rewieved"))
    assert journal(tmp_path).read(union.marks) is None


def test_a_copied_file_counts_once_in_the_history(tmp_path: Path) -> None:
    path = write(tmp_path)
    (tmp_path / "copy.jsonl").write_bytes(path.read_bytes())
    assert len([*journal(tmp_path).read_stored()]) == len(EVENTS)


def test_the_history_is_in_order_whatever_the_files(tmp_path: Path) -> None:
    for number, event in enumerate(reversed(EVENTS)):
        one = journal(tmp_path, f"device{number}")
        one.append(event)
        one.close()
    assert [event["id"] for event in journal(tmp_path).read_stored()] == [event.id for event in EVENTS]


def test_nothing_can_be_changed_or_removed(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.read_bytes()
    one = journal(tmp_path)
    for act in (
        lambda: one.events().update({"rating": 4}),
        lambda: one.events().remove(doc_ids=[0]),
        lambda: one.events().truncate(),
        lambda: one.events().upsert({"id": "X"}, lambda row: False),
    ):
        with pytest.raises(StoreError, match="never changed"):
            act()
    one.close()
    assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"Nothing can be saved in .*--home"):
        journal(tmp_path / "file" / "journal").append(EVENTS[0])


def test_a_full_disk_is_one_sentence_and_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = journal(tmp_path)
    one.append(EVENTS[0])
    before = (tmp_path / "device.jsonl").read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, data: real(file, data[:50]))
    with pytest.raises(StoreError, match="disk is full"):
        one.append(EVENTS[1])
    monkeypatch.undo()
    assert (tmp_path / "device.jsonl").read_bytes() == before.rstrip() + b"\n"
    one.append(EVENTS[1])
    one.close()
    assert read(tmp_path) == EVENTS[:2]


def test_a_lock_that_another_process_holds_is_respected(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".device.lock"):
        one = journal(tmp_path)
        one.append(EVENTS[0])
        one.close()
    assert [path.name for path in journal(tmp_path).files()] == ["device.2.jsonl"]


def test_a_line_carries_a_checksum_of_the_events_own_bytes(tmp_path: Path) -> None:
    line = write(tmp_path, 1).read_bytes()
    start, end = line.find(b'"e":') + 4, line.rfind(b"}")
    assert line[:6] == b'{"c":"'
    assert int(line[6:14], 16) == crc32(line[start:end])


def test_settings_are_stored_too(tmp_path: Path) -> None:
    at = START + timedelta(days=1)
    setting = Setting(id=EventId("S"), at=at, day=at.date(), key="audience", value="trainee")
    one = journal(tmp_path)
    one.append(setting)
    one.close()
    assert read(tmp_path) == [setting]


@pytest.mark.parametrize("longer", [True, False])
def test_closing_leaves_alone_what_somebody_else_has_put_there(tmp_path: Path, longer: bool) -> None:
    one = journal(tmp_path)
    for event in EVENTS[:2]:
        one.append(event)
    path = tmp_path / "device.jsonl"
    other = b"".join(lines.encode(to_dict(event)) for event in (EVENTS * 60 if longer else EVENTS[2:3]))
    with path.open("r+b") as file:
        file.truncate()
        file.write(other)
    one.close()
    assert path.read_bytes() == other


def test_a_file_that_could_not_be_opened_again_is_opened_at_the_next_answer(tmp_path: Path) -> None:
    one = journal(tmp_path)
    one.append(EVENTS[0])
    path = tmp_path / "device.jsonl"
    path.rename(tmp_path / "elsewhere")
    path.mkdir()
    for _ in range(2):
        with pytest.raises(StoreError):
            one.append(EVENTS[1])
    path.rmdir()
    (tmp_path / "elsewhere").rename(path)
    one.append(EVENTS[2])
    one.close()
    assert read(tmp_path) == [EVENTS[0], EVENTS[2]]
