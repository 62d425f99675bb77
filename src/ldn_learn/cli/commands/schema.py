"""`schema`: what may stand in deck files, for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ldn_learn.authoring import files
from ldn_learn.authoring.kinds import DECK, MODELS
from ldn_learn.authoring.schemas import file_name, schema_text
from ldn_learn.cli import output
from ldn_learn.errors import cannot_write


@click.command("schema")
@click.argument("kind", required=False, type=click.Choice(list(MODELS)))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write KIND.schema.json to this folder.")
def command(kind: str | None, out: Path | None) -> None:
    """Print the JSON Schema of decks, or of another KIND of file; with --out and no KIND, write all of them.

    A first line like '# yaml-language-server: $schema=deck.schema.json' tells an editor to use the one in the same
    folder.
    """
    if out is None:
        sys.stdout.write(schema_text(kind or DECK))
        return
    for each in [kind] if kind else MODELS:
        path = out / file_name(each)
        try:
            files.put(path, schema_text(each))
        except OSError as error:
            raise cannot_write(path, error) from None
        output.data(str(path))
