"""Our own processes as child processes on this machine."""

from collections.abc import Iterator, Mapping

from samspil.contracts.topics import SERVICES
from samspil.stack.environment import environment
from samspil.stack.names import package_of
from samspil.stack.processes import ISSUER, JOBCENTER_SANDBOX, OF_SERVICES, REGION_SANDBOX, Process
from samspil.stack.program import Program
from samspil.stack.settings import Settings
from samspil.stack.state import State


def issuer(chosen: Settings, state: State, own: Mapping[str, str]) -> Program:
    """The built-in token issuer."""
    return _program(ISSUER, chosen, state, own)


def programs(chosen: Settings, state: State, own: Mapping[str, str]) -> Iterator[Program]:
    """Each service's web and workers, and the partners that none of yours takes the place of.

    ``own`` is our environment, of which each process is given its part.
    """
    workers: dict[str, int] = {
        f"{service}-worker": getattr(chosen, f"{package_of(service)}_workers") for service in SERVICES
    }
    for process in OF_SERVICES:
        for number in range(workers.get(process.name, 1)):
            yield _program(process, chosen, state, own, number)
    if chosen.jobcenter_address is None:
        yield _program(JOBCENTER_SANDBOX, chosen, state, own)
    if chosen.region_address is None:
        yield _program(REGION_SANDBOX, chosen, state, own)


def _program(
    process: Process, chosen: Settings, state: State, own: Mapping[str, str], number: int = 0
) -> Program:
    name = f"{process.name}-{number + 1}" if number else process.name
    port: int = getattr(chosen, process.port)
    return Program(
        name,
        process.module,
        environment(process, chosen, state, own, number=number),
        port=port + 100 * number,
        setting=process.port.upper(),
        log=state.log(name),
    )
