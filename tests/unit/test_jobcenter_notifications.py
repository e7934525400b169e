"""What the case system may notify, and where the bridge may ask: its door and its settings."""

import base64

import pytest
from pydantic import ValidationError

from an_activity import ACTIVITY, CANARY, ID
from published import employment_tables, needs_standards
from samspil.jobcenter_bridge.api.routes.notifications import ChangeNotification
from samspil.jobcenter_bridge.app.settings import ForWorker


def notification(**changed: object) -> dict[str, object]:
    return {
        "entitetNavn": "Aktivitet",
        "entitetId": 100001,
        "eksternIdentifier": ACTIVITY["aktivitetIdentifier"],
        "versionIdentifier": 1,
        "identifikationstypeId": 1,
        "aendringstype": 1,
        **changed,
    }


@needs_standards
def test_every_published_type_and_kind_of_change_can_be_notified() -> None:
    tables = employment_tables()
    for entity in tables["wsbEntityTypes"]:
        for change in tables["wsbAendringstype"]:
            for known_by in tables["wsbIdentifikationstype"]:
                told = notification(
                    entitetNavn=entity["entitetNavn"],
                    entitetId=entity["entitetId"],
                    aendringstype=change["id"],
                    identifikationstypeId=known_by["id"],
                )
                assert ChangeNotification.model_validate(told).aendringstype == change["id"]


@pytest.mark.parametrize("more", [{"body": {"navn": CANARY}}, {"aendringstype": 4}, {"entitetNavn": "A B"}])
def test_a_notification_with_anything_more_is_not_taken_in(more: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        ChangeNotification.model_validate(notification(**more))

    assert CANARY not in str(refused.value)


NUMBERS = ["entitetId", "versionIdentifier", "identifikationstypeId", "aendringstype"]


@pytest.mark.parametrize("odd", ["1", 1.0, True, None, [1], 1.5, 2**63, -1], ids=repr)
@pytest.mark.parametrize("field", NUMBERS)
def test_a_number_of_a_notification_is_a_whole_number_and_nothing_else(field: str, odd: object) -> None:
    with pytest.raises(ValidationError):
        ChangeNotification.model_validate(notification(**{field: odd}))


@pytest.mark.parametrize(
    "odd", [ID.int, ID.hex, f"{{{ID}}}", f"urn:uuid:{ID}", f" {ID}", f"{ID}\n", None, [], 1.0], ids=repr
)
def test_an_entitys_id_is_a_uuid_in_its_one_form(odd: object) -> None:
    with pytest.raises(ValidationError):
        ChangeNotification.model_validate(notification(eksternIdentifier=odd))


@pytest.mark.parametrize(
    "odd", ["", "\x00", "Akt\x00", "\ud800", "Ä", "A" * 61, "Aktivitet\n", 1, None, ["A"]], ids=repr
)
def test_an_entitys_name_is_letters(odd: object) -> None:
    with pytest.raises(ValidationError):
        ChangeNotification.model_validate(notification(entitetNavn=odd))


@pytest.mark.parametrize(
    ("address", "fine"),
    [
        ("https://jobcenter.example", True),
        ("http://127.0.0.1:8090", True),
        ("http://jobcenter.example", False),
        ("http://localhost.example", False),
    ],
)
def test_names_and_numbers_leave_this_machine_over_tls_only(
    address: str, fine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "KEYRING_DATABASE_URL"):
        monkeypatch.setenv(name, "postgres://nowhere")
    for name, key in (("MASTER_KEY", "A"), ("INDEX_KEY", "E")):
        monkeypatch.setenv(name, key * 43 + "=")
    monkeypatch.setenv("JOBCENTER_ADDRESS", address)
    monkeypatch.setenv("JOBCENTER_API_KEY", "a key")

    if fine:
        assert ForWorker().jobcenter_address == address
    else:
        with pytest.raises(ValidationError, match="https"):
            ForWorker()


def test_outside_this_machine_the_bridge_shows_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "KEYRING_DATABASE_URL"):
        monkeypatch.setenv(name, "postgres://x")
    monkeypatch.setenv("MASTER_KEY", base64.b64encode(b"m" * 32).decode())
    monkeypatch.setenv("INDEX_KEY", base64.b64encode(b"i" * 32).decode())
    assert ForWorker().jobcenter_api_key.get_secret_value() == ""

    monkeypatch.setenv("JOBCENTER_ADDRESS", "https://jobcenter.example")
    with pytest.raises(ValidationError, match="set JOBCENTER_API_KEY"):
        ForWorker()
