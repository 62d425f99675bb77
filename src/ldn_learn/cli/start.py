"""The program's entry, and the one place that turns errors into sentences and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ldn_learn.errors import LdnError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ldn_learn.cli.options import Options

INTERRUPTED: Final = 130

_HOME: Final = "LDN_LEARN_HOME"


def main() -> None:
    """The console script."""
    sys.exit(run(sys.argv[1:]))


def run(args: Sequence[str]) -> int:
    """Run the program and give its exit code; a user's error becomes one sentence on stderr."""
    _open_streams()
    try:
        code = _dispatch(list(args))
        sys.stdout.flush()
    except LdnError as error:
        _say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
        return 0
    except OSError as error:
        if error.filename is not None:
            _say(f"{error.filename} cannot be used: {error.strerror}. Choose another name or place.")
            return LdnError.exit_code
        # Without a name, it is the place that output goes to.
        _abandon_stdout()
        _say(f"The output cannot be written: {error.strerror or error}. Send it elsewhere.")
        return LdnError.exit_code
    return code


def _open_streams() -> None:
    """Streams that were closed by the caller swallow everything; signs that cannot be shown or read become '?'."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open for the whole run
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _say(sentence: str) -> None:
    from ldn_learn.cli.output import talk

    with suppress(OSError):
        talk(sentence)


def _abandon_stdout() -> None:
    """Whoever read our output has had enough; Python would complain once more while it shuts stdout down."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(args: list[str]) -> int:
    options = plain_call(args, os.environ)
    if options is None:
        from ldn_learn.cli.main import run as run_command

        gc.enable()
        return run_command(args)
    from ldn_learn.cli.studying import open_app, open_study

    try:
        return open_study(options) if args else open_app(options)
    finally:
        options.close()


def plain_call(args: Sequence[str], environ: Mapping[str, str]) -> Options | None:
    """The options of the two commonest calls, `ldn-learn` and `ldn-learn study` with nothing else.

    They open the screen, and loading `click` would take a tenth of the time to the first card. Anything more, an
    option or a variable that stands for one, gives `None` and goes through `click`.
    """
    if list(args) not in ([], ["study"]):
        return None
    if any(name.startswith("LDN_LEARN_") and name != _HOME for name in environ):
        return None
    from ldn_learn.cli.options import Options

    home = environ.get(_HOME)
    return Options(home=Path(home) if home else None)
