"""The command line: a table of commands, each loaded when it is called, and errors as one line.

In: arguments. Out: what the commands print, and the exit code: 0 fine, 1 the data has findings,
2 wrong usage or input, 3 something missing on this machine, 130 interrupted.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from twingraph.errors import MachineError, TwingraphError, near_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

# name: (module:function, line of help). The help stands here so that --help loads no command.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("twingraph.cli.build:build", "Build the graph: store, exports and manifest."),
    "import": (
        "twingraph.cli.importing:import_command",
        "Import lists of twinned cities, each claim with its source.",
    ),
    "check": ("twingraph.cli.check:check", "Find what is wrong with the data, by file and line."),
    "export": ("twingraph.cli.export:export", "Write the graph in the formats of others."),
    "query": ("twingraph.cli.query:query", "Ask the graph: a saved query, a file, or SPARQL."),
    "explain": (
        "twingraph.cli.explain:explain",
        "Say why a fact is here, down to its passages.",
    ),
    "city": ("twingraph.cli.city:city", "Print a dossier of a city, each line with its source."),
    "measure": (
        "twingraph.cli.measure:measure",
        "Measure a network, with all that one needs to measure it again.",
    ),
    "suggest": (
        "twingraph.cli.suggest:suggest",
        "Suggest partner cities, with reasons for and against.",
    ),
    "map": ("twingraph.cli.map:map_command", "Draw a city's network as one HTML file."),
}


class CommandTable(click.Group):
    """A click group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(import_module(module), function)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; name near ones where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = near_matches(args[0], COMMANDS) or "twingraph --help lists the commands"
            raise click.UsageError(f"no command '{args[0]}' ({hint})", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from twingraph import __version__

        click.echo(f"twingraph {__version__}")
        ctx.exit()


@click.command(
    cls=CommandTable,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: twingraph query partners-of -p city=namur",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
def root() -> None:
    """Ask and grow the open knowledge graph of city-to-city relations.

    Every fact leads to the passage that says it.
    """


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(run(args))


def run(args: Sequence[str] | None = None) -> int:
    """Run the command line; return its exit code, after at most one line on standard error."""
    _mend_streams()
    try:
        if "_TWINGRAPH_COMPLETE" in os.environ:  # click's shell completion
            root.main(args, prog_name="twingraph")
        # Not root.main: it ends the process itself on a closed pipe and on Ctrl-C.
        given = list(sys.argv[1:] if args is None else args) or ["--help"]
        with root.make_context("twingraph", given) as context:
            code = root.invoke(context)
        sys.stdout.flush()
    except TwingraphError as error:
        return _fail(str(error), error.exit_code)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        where = getattr(error, "ctx", None)
        hint = f" (see {where.command_path} --help)" if where and "(" not in error.message else ""
        return _fail(" ".join(error.format_message().split()) + hint, 2)
    except (KeyboardInterrupt, click.Abort):
        return _fail("interrupted", 130)
    except ModuleNotFoundError as error:
        if not error.name or error.name.partition(".")[0] == "twingraph":
            raise
        from twingraph.resources import missing_library

        missing = missing_library(error.name)
        return _fail(str(missing), missing.exit_code)
    except UnicodeEncodeError:
        return _fail("a name or a parameter is not UTF-8 text", 2)
    except OSError as error:
        return _output_failed(error)
    return code if isinstance(code, int) else 0


def _mend_streams() -> None:
    """Put nothing in the place of a closed standard stream; let no character stop the help."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            # The lowest number that is free is this one.
            os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _output_failed(error: OSError) -> int:
    """Leave quietly when the reader of a pipe has gone, with a line when the disk is full."""
    _drop_output()
    if error.errno == errno.EPIPE:
        return 0
    what = f"{error.filename}: " if error.filename else "cannot write: "
    return _fail(f"{what}{error.strerror or error}", MachineError.exit_code)


def _drop_output() -> None:
    # What is still buffered would fail again when the interpreter closes standard output.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, code: int) -> int:
    with contextlib.suppress(OSError):
        click.echo(f"twingraph: {message}", err=True)
    return code
