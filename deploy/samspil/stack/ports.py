"""Ports on 127.0.0.1: is one free, does one answer."""

import contextlib
import os
import secrets
import socket
import time

from samspil.stack.problem import StackProblem

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether a server could listen on the port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    """Whether somebody listens on the port."""
    with contextlib.suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False


def require_free(port: int, part: str, setting: str | None = None, *, patience: float = 3.0) -> None:
    """Raise a ``StackProblem`` when the port is busy.

    ``part`` is who needs it, ``setting`` the variable that moves it, ``patience`` the seconds that a
    program killed a moment ago is given to let go.
    """
    until = time.monotonic() + patience
    while not is_free(port):
        if time.monotonic() > until:
            remedy = f", or set {setting} to a free one" if setting else ""
            raise StackProblem(f"Port {port} is busy and {part} needs it: stop what uses it{remedy}.")
        time.sleep(0.1)


_FIRST, _SHARES, _SHARE = 20_000, 10, 1_000
_given: set[int] = set()


def free_port() -> int:
    """A free port below the kernel's own range, so that no outgoing connection takes it during a restart.

    Who was given one may not listen yet, or not just now: within this process nobody gets it again, and
    processes that run beside each other choose from shares of their own.
    """
    share = [_FIRST + os.getpid() % _SHARES * _SHARE + n for n in range(_SHARE)]
    for _ in range(2):
        for port in secrets.SystemRandom().sample(share, _SHARE):
            if port not in _given and is_free(port):
                _given.add(port)
                return port
        _given.clear()  # the first of them are long done with
    raise StackProblem("No port is free.")
