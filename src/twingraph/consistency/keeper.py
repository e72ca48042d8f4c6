"""A program that runs another and ends it when nobody waits for it any longer.

In: a command as arguments, and a standard input that the waiting process holds open. Out: the
command's own output and exit code. However the waiting process ends, even by SIGKILL, its end of
the pipe closes, and the command is killed. It is started as a file, by itself, and so imports
nothing of twingraph.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys


def main(command: list[str]) -> int:
    """Run a command until it ends or standard input does; return its exit code."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    child = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 0)]
    )

    def watch() -> None:
        while os.read(0, 1):
            pass
        os.kill(child, signal.SIGKILL)

    _thread.start_new_thread(watch, ())
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    os._exit(code if code >= 0 else 128 - code)
