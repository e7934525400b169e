"""The partners on this machine: a jobcenter's case system and a region's hospitals, both made up."""

import os
from collections.abc import Iterator

from samspil.stack import ports
from samspil.stack.handed import handed
from samspil.stack.program import Program
from samspil.stack.settings import Settings
from samspil.stack.state import State


def sandboxes(settings: Settings, state: State) -> Iterator[Program]:
    """Those that no partner of yours takes the place of."""
    common = {**handed("sandbox", os.environ), "HOST": ports.HOST, "OIDC_ISSUER": settings.issuer}
    if settings.jobcenter_address is None:
        env = {
            **common,
            "PORT": str(settings.jobcenter_sandbox_port),
            "JOBCENTER_STATE_FILE": str(state.folder / "jobcenter-sandbox.jsonl"),
            "JOBCENTER_API_KEY": state.password("jobcenter"),
            "BRIDGE_ADDRESS": f"http://{ports.HOST}:{settings.jobcenter_bridge_port}",
        }
        yield _sandbox("jobcenter", env, settings.jobcenter_sandbox_port, state)
    if settings.region_address is None:
        env = {
            **common,
            "PORT": str(settings.region_sandbox_port),
            "REGION_STATE_FILE": str(state.folder / "region-sandbox.jsonl"),
            "BRIDGE_ADDRESS": f"http://{ports.HOST}:{settings.region_bridge_port}",
        }
        yield _sandbox("region", env, settings.region_sandbox_port, state)


def partners(settings: Settings, state: State) -> dict[str, str]:
    """Where the bridges find their partners."""
    jobcenter = f"http://{ports.HOST}:{settings.jobcenter_sandbox_port}"
    region = f"http://{ports.HOST}:{settings.region_sandbox_port}"
    return {
        "JOBCENTER_ADDRESS": settings.jobcenter_address or jobcenter,
        "JOBCENTER_API_KEY": settings.jobcenter_api_key.get_secret_value() or state.password("jobcenter"),
        "REGION_ADDRESS": settings.region_address or region,
    }


def _sandbox(partner: str, env: dict[str, str], port: int, state: State) -> Program:
    name = f"{partner}-sandbox"
    return Program(
        name,
        f"samspil.sandboxes.{partner}",
        env,
        port=port,
        setting=f"{partner}_SANDBOX_PORT".upper(),
        log=state.log(name),
    )
