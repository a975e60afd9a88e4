"""Runs one command: its exit code, and what is said when it fails."""

from __future__ import annotations

import contextlib
import sys
from argparse import Namespace
from collections.abc import Sequence

from cli.output import Output, use_utf8
from cli.parser import build, function_of
from cli.startup import record_crash
from cli.values import UsageError
from domain.clock import Clock, SystemClock
from domain.errors import DeskError
from domain.words import _

FAILED = 1
USAGE = 2
BUG = 70
INTERRUPTED = 130


def run(
    arguments: Sequence[str], *, version: str = "", clock: Clock | None = None, out: Output | None = None
) -> int:
    """Do the command in `arguments`; gives its exit code. `--help` and usage errors raise `SystemExit`."""
    use_utf8()
    args = build(version).parse_args(arguments)
    output = out or Output()
    output.as_json = getattr(args, "json", False)
    return guarded(args, output, clock or SystemClock())


def guarded(args: Namespace, out: Output, clock: Clock) -> int:
    """The exit code of a parsed command, whatever happens in it."""
    try:
        code = function_of(args.command)(args, out, clock)
        out.flush()
    except UsageError as error:
        out.error(error)
        return USAGE
    except DeskError as error:
        out.error(error)
        return FAILED
    except BrokenPipeError:
        out.hush()
        return 0
    except KeyboardInterrupt:
        out.warn(_("Interrupted."))
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  (the last line of defence: our bugs end here, with a record)
        return report_bug(error, out, clock)
    return code


def report_bug(error: Exception, out: Output, clock: Clock) -> int:
    """One line for the user, the traceback into the crash log. Never raises."""
    log = record_crash(clock)
    where = _("Details: {file}").format(file=log) if log else _("Its details could not be written.")
    with contextlib.suppress(OSError, ValueError):
        out.warn(
            _("A bug of ours: {error}. What was saved is safe. {where}").format(
                error=repr(error), where=where
            )
        )
    return BUG


def open_window(arguments: Sequence[str], *, clock: Clock | None = None, out: Output | None = None) -> int:
    """Open the window, with a desk where one is named."""
    from pathlib import Path

    from cli.startup import refuse_bad_pair

    use_utf8()
    output = out or Output(sys.stdout, sys.stderr)
    try:
        refuse_bad_pair()
        from gui.application import run as run_window

        return run_window(Path(arguments[0]) if arguments else None)
    except DeskError as error:
        output.error(error)
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  (as above)
        return report_bug(error, output, clock or SystemClock())
