"""The command line: global options, and commands that are loaded when they are called."""

from __future__ import annotations

import os
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any, Final

import click

from ldn_learn import __version__
from ldn_learn.cli.options import Options

COMMANDS: Final = {
    "study": "Study today's cards.",
    "cram": "Go over what you have begun, outside the schedule.",
    "ready": "Check whether you are ready to talk with your prescriber; exit code 0 when you are.",
    "exam": "Take an exam.",
    "report": "Print the report of an exam or a check.",
    "decks": "List the decks and how far you are.",
    "due": "Tell what is due; exit code 0 when something is, 1 when nothing is.",
    "card": "Tell one card's story, put it aside, flag it, note on it.",
    "stats": "Tell what you have done.",
    "log": "Print the history of answers.",
    "handout": "Print your page for the visit.",
    "teach-back": "Say in your own words what you have learnt; it goes on your page.",
    "config": "Show or change your settings: the day to be ready by, new cards a day, easy days.",
    "check": "Check deck files; exit code 1 when one has an error.",
    "curriculum": "Tell what a folder of decks teaches to whom, and what is missing.",
    "new": "Begin a deck, or add a card to one.",
    "fmt": "Write deck files in one layout; cards and comments stay as they are.",
    "diff": "Tell what changed between two decks, and what will be taught again.",
    "schema": "Print the JSON Schema of deck files, for editors.",
    "preview": "See a deck as the learner will, while you write it.",
    "export": "Write decks for another tool: Anki, Moodle, text2qti, a table, a handout.",
    "import": "Make a deck of another tool's cards: Anki, Moodle, a table, hashcards.",
    "doctor": "Check the files that keep your progress.",
}
"""Each is a module of `cli.commands`; that of `import` is `import_`."""

_WITH_VALUE: Final = ("--home", "--profile", "--decks", "--now")
_SWITCHES: Final = ("--plain", "--no-color")


class Commands(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_") + "_" * iskeyword(cmd_name)
        command: click.Command = import_module(f"ldn_learn.cli.commands.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, globals_first(args))


def globals_first(args: list[str]) -> list[str]:
    """The arguments with the global options in front, so that they may stand after the command as well."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(args)
    for arg in waiting:
        if arg == "--":
            rest += [arg, *waiting]
        elif arg in _SWITCHES or arg.startswith(tuple(f"{option}=" for option in _WITH_VALUE)):
            front.append(arg)
        elif arg in _WITH_VALUE:
            front += [arg, *(value for value in [next(waiting, None)] if value is not None)]
        else:
            rest.append(arg)
    return front + rest


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"auto_envvar_prefix": "LDN_LEARN", "help_option_names": ["-h", "--help"]},
)
@click.option("--home", help="Keep everything under this folder.")
@click.option("--profile", default="default", show_default=True, help="Whose progress: several people, one computer.")
@click.option("--decks", multiple=True, type=click.Path(path_type=Path), help="Use these decks only (repeatable).")
@click.option("--now", metavar="ISO", help="Rehearse another day, like 2026-12-01 or 2026-12-01T18:30.")
@click.option("--plain", is_flag=True, help="Line by line: for screen readers and pipes.")
@click.option("--no-color", is_flag=True, help="No colours. NO_COLOR does the same.")
@click.version_option(__version__, prog_name="ldn-learn", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, /, **options: Any) -> None:
    """Learn what is known about low-dose naltrexone (LDN).

    Without a command it opens the app. This is not medical advice.
    """
    ctx.obj = Options(**options)
    if ctx.obj.no_color:
        os.environ["NO_COLOR"] = "1"
    ctx.call_on_close(ctx.obj.close)
    if ctx.invoked_subcommand is None:
        from ldn_learn.cli.studying import open_app

        ctx.exit(open_app(ctx.obj))


def run(args: list[str]) -> int:
    """Run a command and give its exit code. Raises `LdnError` for what a user can mend."""
    try:
        with cli.make_context("ldn-learn", args) as context:
            result = cli.invoke(context)
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return result if isinstance(result, int) else 0
