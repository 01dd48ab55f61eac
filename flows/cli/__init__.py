"""The command line: one root, `dateline`, with a verb for each thing a user does.

Imports nothing heavy: each command imports what it needs when it runs. Not here: what the commands do.
"""

from __future__ import annotations

import sys

import click

from flows.cli import keeping, pipeline, reading

_ERROR, _USAGE = 1, 2


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="dateline")
@click.option("--home", type=click.Path(path_type=str), help="Folder that holds all state (default: ./dateline-home).")
@click.option("--debug", is_flag=True, help="Show the trace of an error; works after the command too.")
@click.pass_context
def root(context: click.Context, home: str | None, debug: bool) -> None:
    r"""From raw news articles to a warehouse of what happened, who said so, how sure they were, and who else says it.

    \b
    Example:
      dateline run samples/
      dateline sql "FROM happened SELECT event_type, count(*) GROUP BY ALL"
    """
    context.obj = {"flags": {"home": home}, "debug": debug}


for _command in (*pipeline.COMMANDS, *reading.COMMANDS, *keeping.COMMANDS):
    root.add_command(_command)


def main() -> None:
    """Entry point: errors are one line that says what, where and what to do; `--debug` shows the trace."""
    arguments, debug = _take_debug(sys.argv[1:])
    try:
        root.main(arguments, standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(_USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("dateline: stopped; run the same command again to go on where it stopped", err=True)
        sys.exit(_ERROR)
    except Exception as error:
        if debug:
            raise
        what = str(error).strip().split("\n")[0] or type(error).__name__
        click.echo(f"dateline: {what}  (--debug shows the trace)", err=True)
        sys.exit(_USAGE if type(error).__name__ in _USAGE_ERRORS else _ERROR)


def _take_debug(arguments: list[str]) -> tuple[list[str], bool]:
    """The arguments with `--debug` in front, wherever it stood before a `--`, and whether it did."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    rest = [argument for argument in arguments[:end] if argument != "--debug"]
    debug = len(rest) < end
    return [*(["--debug"] if debug else []), *rest, *arguments[end:]], debug


_USAGE_ERRORS = {
    "UnusableInputError",
    "SettingsError",
    "NoSuchReleaseError",
    "NoSuchIdError",
    "SourcesError",
    "ColumnsError",
}
"""Errors in what the user wrote, by name: importing the classes would import what raises them."""
