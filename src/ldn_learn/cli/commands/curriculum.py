"""`curriculum`: what a folder of decks teaches to whom."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ldn_learn.atomic import is_there
from ldn_learn.authoring import files
from ldn_learn.authoring.curriculum import curriculum
from ldn_learn.authoring.curriculum_page import page
from ldn_learn.cli import output
from ldn_learn.errors import UsageError, cannot_write
from ldn_learn.rules.kept import Kept
from ldn_learn.rules.run import Wish, run, sheets

if TYPE_CHECKING:
    from ldn_learn.cli.options import Options


@click.command("curriculum")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.pass_obj
def command(options: Options, folder: Path | None, out: Path | None) -> None:
    """Print tables, in Markdown, of the decks of FOLDER or of those that come with the program.

    They tell the cards by type and audience, each objective with its lessons and cards, how easy the decks read, how
    sure science is, what the cards rest on, and what is missing.
    """
    text = _page(options, folder)
    if out is None:
        sys.stdout.write(text)
        return
    try:
        files.put(out, text)
    except OSError as error:
        raise cannot_write(out, error) from None
    output.data(str(out))


def _page(options: Options, folder: Path | None) -> str:
    from ldn_learn.workspace.places import shipped_decks

    if folder is not None and not (is_there(folder) and folder.is_dir()):
        raise UsageError(f"{folder} is no folder. Name a folder of decks, such as the one that 'ldn-learn new' made.")
    wanted = folder or shipped_decks()
    workspace = options.workspace
    result = run([wanted], Wish(today=workspace.now().day), Kept(workspace.places.cache / "checks"))
    try:
        decks, shared = sheets(wanted)
    except OSError as error:
        raise UsageError(f"The decks in {wanted} cannot be read: {error.strerror}.") from None
    if not decks:
        raise UsageError(f"There is no deck in {wanted}.")
    return page(curriculum(decks, shared), result)
