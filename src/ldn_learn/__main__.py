"""The console script."""

import gc


def main() -> None:
    """Run the program.

    The garbage collector rests while modules are loaded: nothing that they make is garbage, and looking for some takes
    a tenth of the time to the first card. The screen wakes it after its first paint, commands before they work.
    """
    gc.disable()
    from ldn_learn.cli.start import main as run

    run()


if __name__ == "__main__":
    main()
