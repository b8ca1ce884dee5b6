"""A process that is killed in the middle of what it does: a child of the test, on the test's own database file."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import count

from django.db import connection, connections

WRITES = ("INSERT", "UPDATE", "DELETE")


def killed_at(act: Callable[[], object], step: int) -> bool:
    """Run `act` in a child that gets SIGKILL just before its n-th write; whether it was killed."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            _run(act, step)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def _run(act: Callable[[], object], step: int) -> None:
    writes = count(1)

    def dying(execute, sql, params, many, context):
        if sql.lstrip().startswith(WRITES) and next(writes) == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(dying):
        act()


def deaths(act: Callable[[], object], *, stride: int) -> Iterator[int]:
    """Kill it before write 1, 1 + stride, …, until it lives to the end; yields after each death."""
    for step in count(1, stride):
        if not killed_at(act, step):
            return
        yield step
