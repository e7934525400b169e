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


KEPT = {
    "DATABASE_URL": "postgres://nowhere",
    "KEYRING_DATABASE_URL": "postgres://nowhere",
    "MASTER_KEY": base64.b64encode(b"m" * 32).decode(),
    "INDEX_KEY": base64.b64encode(b"i" * 32).decode(),
}
SHOWN = {
    "JOBCENTER_API_KEY": "a canary key",
    "JOBCENTER_TOKEN_ADDRESS": "https://tokens.example/t",
    "JOBCENTER_CLIENT_ID": "us",
    "JOBCENTER_CLIENT_SECRET": "a canary secret",
    "SENDING_HOUR": "9",
}


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
    for name, value in {**KEPT, **SHOWN, "JOBCENTER_ADDRESS": address}.items():
        monkeypatch.setenv(name, value)

    if fine:
        assert ForWorker().jobcenter_address == address
    else:
        with pytest.raises(ValidationError, match="https"):
            ForWorker()


def test_sheltered_work_is_never_told_by_the_case_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "KEYRING_DATABASE_URL"):
        monkeypatch.setenv(name, "postgres://nowhere")
    for name, key in (("MASTER_KEY", "A"), ("INDEX_KEY", "E")):
        monkeypatch.setenv(name, key * 43 + "=")
    monkeypatch.setenv("ACTIVITY_KINDS", '{"x": "mentor"}')
    assert ForWorker().activity_kinds == {"x": "mentor"}

    monkeypatch.setenv("ACTIVITY_KINDS", '{"x": "sheltered_work"}')
    with pytest.raises(ValidationError, match="social psychiatry's own"):
        ForWorker()


def test_on_this_machine_the_bridge_needs_to_show_nobody_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in KEPT.items():
        monkeypatch.setenv(name, value)

    assert ForWorker().jobcenter_api_key.get_secret_value() == ""
    assert ForWorker().credentials is None
    assert ForWorker().sending_hour is None


@pytest.mark.parametrize("missing", SHOWN)
def test_outside_this_machine_the_bridge_shows_who_it_is_and_tells_of_pauses_at_one_hour(
    missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = {**KEPT, **SHOWN, "JOBCENTER_ADDRESS": "https://jobcenter.example"}
    for name, value in elsewhere.items():
        monkeypatch.setenv(name, value)
    who = ForWorker().credentials
    assert who is not None
    assert (who.address, who.client_id, who.resource) == ("https://tokens.example/t", "us", "")
    assert "canary" not in repr(who)

    monkeypatch.delenv(missing)
    with pytest.raises(ValidationError, match=missing) as refused:
        ForWorker()
    assert "canary" not in str(refused.value)


def test_all_that_is_missing_outside_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**KEPT, "JOBCENTER_ADDRESS": "https://jobcenter.example"}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(
        ValidationError,
        match="set JOBCENTER_API_KEY, JOBCENTER_TOKEN_ADDRESS, JOBCENTER_CLIENT_ID, "
        "JOBCENTER_CLIENT_SECRET and SENDING_HOUR",
    ):
        ForWorker()


@pytest.mark.parametrize(
    "alone", ["JOBCENTER_TOKEN_ADDRESS", "JOBCENTER_CLIENT_ID", "JOBCENTER_CLIENT_SECRET"]
)
def test_half_of_a_clients_credentials_is_a_mistake_on_this_machine_too(
    alone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**KEPT, alone: SHOWN[alone]}.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(ValidationError, match="set together or not at all"):
        ForWorker()
