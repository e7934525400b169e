"""docker-compose.yml says what ``samspil up`` does: processes, environments, ports; and it stays careful."""

import re
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from repository import ROOT
from samspil.stack.environment import environment
from samspil.stack.hand_out import AT, KAFKA_DATA, RECEIVERS
from samspil.stack.kafka import KAFKA
from samspil.stack.ports import HOST
from samspil.stack.processes import PROCESSES
from samspil.stack.settings import Settings
from samspil.stack.zipkin import ZIPKIN

TEXT = (ROOT / "docker-compose.yml").read_text()
FILE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = FILE["services"]
CHOSEN = Settings.model_construct()
STEPS = {"secrets", "prepare", "journey"}

OLDER_AND_NEWER_READ = {
    *(
        "build",
        "cap_drop",
        "command",
        "depends_on",
        "entrypoint",
        "environment",
        "healthcheck",
        "image",
        "init",
    ),
    *("mem_limit", "network_mode", "ports", "read_only", "restart", "security_opt", "shm_size"),
    *("stop_grace_period", "tmpfs", "user", "volumes"),
}
"""Of what a service may say, what Compose 1.29 and v2 both understand and take in the same way."""

EVERY = pytest.mark.parametrize("name", SERVICES)


class Canaries:
    """Every secret is one word."""

    def password(self, whose: str) -> str:
        return "canary"

    def key(self, name: str) -> str:
        return "canary"


def stays(name: str) -> bool:
    return name not in STEPS


def test_the_file_holds_nothing_that_an_older_compose_refuses() -> None:
    said = {key for key in FILE if not key.startswith("x-")}

    assert said == {"services", "volumes"}
    assert set(chain.from_iterable(SERVICES.values())) <= OLDER_AND_NEWER_READ
    assert {
        key for one in SERVICES.values() for key in one.get("healthcheck", {"test": ""}) if key != "test"
    } == {"interval", "timeout", "retries", "start_period"}
    assert set(FILE["volumes"].values()) == {None}


def test_every_process_has_a_container_and_there_are_no_others() -> None:
    assert SERVICES.keys() - STEPS == PROCESSES.keys() | {"loopback", "postgres", "kafka", "zipkin"}
    assert SERVICES.keys() >= STEPS


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_is_run_with_the_environment_that_it_has_without_containers(name: str) -> None:
    process, told = PROCESSES[name], SERVICES[name]
    wanted = environment(process, Settings.model_construct(samspil_state=Path("/state")), Canaries())
    secret = process.secrets & wanted.keys()

    assert told["command"] == ["python", "-m", process.module]
    assert told["environment"] == {
        **{variable: value for variable, value in wanted.items() if variable not in secret},
        **({"SECRETS_DIR": str(AT)} if secret else {}),
    }


def test_each_is_handed_its_own_secrets_and_the_container_that_makes_them_sees_all() -> None:
    handed = {
        name: one
        for name, service in SERVICES.items()
        for one in service.get("volumes", [])
        if one.endswith(f":{AT}:ro")
    }

    assert handed == {name: f"{name}-secrets:{AT}:ro" for name in RECEIVERS}
    assert set(SERVICES["secrets"]["volumes"]) == {
        "secrets:/state",
        *(f"{name}-secrets:/handed/{name}" for name in RECEIVERS),
    }
    assert [name for name, one in SERVICES.items() if "secrets:/state" in one.get("volumes", [])] == [
        "secrets"
    ]


def test_every_volume_is_used_and_no_two_containers_write_to_one() -> None:
    mounts = [one.split(":") for service in SERVICES.values() for one in service.get("volumes", [])]
    written = [volume for volume, *rest in mounts if rest[-1] != "ro"]

    assert {volume for volume, *_ in mounts} == set(FILE["volumes"])
    assert len(written) == len(set(written))


def test_what_samspil_up_shows_is_published_at_the_same_addresses_and_to_this_machine_only() -> None:
    publishing = {name: one["ports"] for name, one in SERVICES.items() if "ports" in one}

    assert publishing == {"loopback": [f"{HOST}:{port}:{port}" for port in sorted(CHOSEN.published)]}
    assert set(CHOSEN.published) == {
        *(8080, 8081, 8082, 8083, 8084, 8090, 8091, 8092),
        *(9080, 9081, 9082, 9083, 9084, 9092, 9411, 15432),
    }


@EVERY
def test_a_container_can_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"] is True
    assert service["init"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"][0].startswith("/tmp")  # noqa: S108  a folder of the container's own
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["restart"] == ("unless-stopped" if stays(name) else "no")
    assert service.get("user") != "root"


@EVERY
def test_all_share_one_network_and_the_secrets_are_made_without_any(name: str) -> None:
    wanted = {"loopback": None, "secrets": "none"}.get(name, "service:loopback")

    assert SERVICES[name].get("network_mode") == wanted


@EVERY
def test_whoever_stays_says_how_it_is_and_the_journey_waits_for_all_of_them(name: str) -> None:
    service = SERVICES[name]

    assert ("healthcheck" in service) == stays(name)
    if name in PROCESSES:
        assert service["healthcheck"]["test"] == ["CMD", "ready", str(getattr(CHOSEN, PROCESSES[name].port))]
    if stays(name) and name not in {"postgres", "kafka"}:  # the services stand on these
        assert SERVICES["journey"]["depends_on"][name] == {"condition": "service_healthy"}


def test_whoever_is_handed_secrets_waits_until_they_are_made() -> None:
    for name in RECEIVERS:
        before = SERVICES[name]["depends_on"]
        made = before.get("secrets") or before.get("prepare") or before["overview-web"]
        assert made["condition"] in {"service_completed_successfully", "service_healthy"}


def test_a_service_starts_when_its_database_and_its_topics_are_there() -> None:
    done = {"condition": "service_completed_successfully"}

    for name in PROCESSES:
        if name.endswith(("-web", "-worker")):
            assert SERVICES[name]["depends_on"]["prepare"] == done
    assert SERVICES["prepare"]["depends_on"]["kafka"] == {"condition": "service_healthy"}
    assert SERVICES["prepare"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_images_are_pinned_and_of_the_versions_that_run_without_containers() -> None:
    images = {name: one["image"] for name, one in SERVICES.items()}
    base = re.search(r"^ARG BASE=(\S+)$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert images["kafka"] == f"apache/kafka:{KAFKA.version}"
    assert images["zipkin"] == f"openzipkin/zipkin-slim:{ZIPKIN.version}"
    assert re.fullmatch(r"postgres:\d+\.\d+-bookworm", images["postgres"])
    assert {image for name, image in images.items() if name not in {"kafka", "zipkin", "postgres"}} == {
        "samspil:local"
    }
    assert [name for name, one in SERVICES.items() if "build" in one] == ["loopback"]
    assert base
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm@sha256:[0-9a-f]{64}", base[1])


def test_kafka_keeps_its_data_where_its_volume_is() -> None:
    assert f"kafka:{KAFKA_DATA}" in SERVICES["kafka"]["volumes"]
    assert f"{KAFKA_DATA}/meta.properties" in SERVICES["kafka"]["command"][0]


def test_nobody_is_let_in_without_a_password_though_all_share_one_loopback() -> None:
    told = SERVICES["postgres"]["environment"]

    assert "--auth=scram-sha-256" in told["POSTGRES_INITDB_ARGS"]
    assert "POSTGRES_HOST_AUTH_METHOD" not in told


def test_no_secret_stands_in_the_file() -> None:
    told = {variable for one in SERVICES.values() for variable in one.get("environment", {})}
    secret = set(chain.from_iterable(process.secrets for process in PROCESSES.values()))

    assert told & secret == set()
    assert {name for name in told if re.search("PASSWORD|SECRET|TOKEN|KEY", name)} == {
        # where one is, not what it is
        *("POSTGRES_PASSWORD_FILE", "SECRETS_DIR", "ISSUER_KEY_FILE", "JOBCENTER_TOKEN_ADDRESS"),
    }
