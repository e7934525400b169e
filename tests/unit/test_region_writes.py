"""What the region is sent of messages, reports, agreements and referrals, in which words, and who signs."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from medcom import AUTHOR, NOW, REGION, US, resources
from samspil.contracts.answer import PartnerAnswer
from samspil.contracts.delivery import Told
from samspil.contracts.disclosure import (
    AdmissionReport,
    ContactPerson,
    DisclosedAgreement,
    DisclosedMessage,
    DisclosedReferral,
    DisclosedRequest,
    HelpInForce,
    ReferralStage,
    RegionInformed,
)
from samspil.contracts.message import Category, Urgency
from samspil.contracts.plan_agreements import AgreementKind, AgreementStage
from samspil.exchange.delivery import Content
from samspil.region_bridge.domain.wanted import (
    about_message,
    about_referral,
    is_answer,
    thread_of_content,
    wanted,
)
from samspil.region_bridge.partner.letter import letter
from samspil.region_bridge.partner.medcom.care_communication import care_communication
from samspil.testkit.builders import sealed
from samspil.testkit.people import BRUNO
from samspil.vocabulary.legal_basis import LegalBasis
from samspil.vocabulary.role import Role

DAY = date(2026, 12, 1)
MESSAGE, THREAD, STAY, REFERRAL = (UUID(int=n) for n in (11, 12, 13, 14))


def told(**more: Any) -> dict[str, Content]:
    whole: dict[str, Any] = {
        "shares": True,
        "until": None,
        "notices_received": True,
        "identity": None,
        "contact_person": None,
        "occurred_at": NOW,
    }
    return dict(wanted(RegionInformed(**{**whole, **more})))


def a_message(**changed: Any) -> DisclosedMessage:
    whole: dict[str, Any] = {
        "message_id": MESSAGE,
        "thread_id": THREAD,
        "answers": None,
        "category": Category.DISCHARGE,
        "urgency": None,
        "topic": sealed("words"),
        "words": sealed("words"),
        "name": sealed("name"),
        "role": Role.SUPPORT_WORKER,
        "phone": sealed("phone"),
        "to_unit": "REGION-1",
        "until": DAY,
    }
    return DisclosedMessage(**{**whole, **changed})


def a_referral(stage: ReferralStage = ReferralStage.ASKED, **changed: Any) -> DisclosedReferral:
    whole: dict[str, Any] = {
        "referral_id": REFERRAL,
        "stage": stage,
        "to_unit": "REGION-1",
        "urgent": False,
        "words": sealed("words"),
        "information": None,
        "answer_by": DAY,
        "until": None,
    }
    return DisclosedReferral(**{**whole, **changed})


OPENED = {
    "words": "Vi tager imod hende.\nHilsen Ida",
    "topic": "Udskrivning på fredag",
    "name": "Ida Test Opdigtet",
    "phone": "12345678",
}


def sent(content: Content, **opened: str) -> dict[str, list[dict[str, Any]]]:
    """The resources of the letter, with what is sealed opened."""
    said = letter(content.told, BRUNO.cpr, BRUNO.name, {**content.body, **OPENED, **opened})
    return resources(care_communication(said, UUID(int=7), US, REGION, AUTHOR, NOW))


def test_each_thing_is_an_item_and_each_message_one() -> None:
    report = AdmissionReport(stay_id=STAY, contact_person=None, agreed_on=None, help=())
    items = told(
        messages=(a_message(), a_message(message_id=UUID(int=21))),
        admission_report=report,
        referrals=(a_referral(),),
        requests=(DisclosedRequest(request_id=THREAD, answer=PartnerAnswer.ACCEPTED, day=DAY, until=None),),
    )

    assert {item: one.told for item, one in items.items()} == {
        f"message:{MESSAGE}": Told.MESSAGE,
        f"message:{UUID(int=21)}": Told.MESSAGE,
        f"admission_report:{STAY}": Told.ADMISSION_REPORT,
        f"referral:{REFERRAL}": Told.REFERRAL,
        f"request:{THREAD}": Told.REQUEST_ANSWERED,
    }
    assert told(shares=False, messages=(a_message(),)) == {}


def test_a_message_stands_in_its_thread_a_referral_in_one_of_its_own_and_an_answer_where_they_asked() -> None:
    request = DisclosedRequest(request_id=THREAD, answer=PartnerAnswer.RECEIVED, day=None, until=None)
    items = told(messages=(a_message(),), referrals=(a_referral(),), requests=(request,))
    answer = told(messages=(a_message(answers=STAY),))[f"message:{MESSAGE}"]

    assert {thread_of_content(one) for one in items.values()} == {THREAD, REFERRAL}
    assert thread_of_content(items[f"request:{THREAD}"]) == THREAD
    assert thread_of_content(Content(Told.SHARING_ENDED, {})) is None
    assert [is_answer(one) for one in items.values()] == [False, False, True]
    assert is_answer(answer)
    assert about_message(answer) == MESSAGE
    assert (about_referral(items[f"referral:{REFERRAL}"]), about_referral(answer)) == (REFERRAL, None)


def test_a_message_is_signed_by_who_wrote_it_with_role_and_phone_in_their_words() -> None:
    said = sent(told(messages=(a_message(),))[f"message:{MESSAGE}"])

    (communication,) = said["Communication"]
    assert communication["category"][0]["coding"][0]["code"] == "discharge"
    assert communication["topic"] == {"text": "Udskrivning på fredag"}
    (payload,) = communication["payload"]
    assert payload["contentString"] == "Vi tager imod hende.\nHilsen Ida"
    assert payload["extension"][3]["valueContactPoint"] == {"system": "phone", "value": "12345678"}
    (role,), (person,) = said["PractitionerRole"], said["Practitioner"]
    assert role["code"] == [{"text": "Støttekontaktperson"}]
    assert person["name"] == [{"text": "Ida Test Opdigtet", "family": "Opdigtet", "given": ["Ida", "Test"]}]
    (extension,) = communication["extension"]
    assert extension["valueReference"] == {"reference": f"PractitionerRole/{role['id']}"}
    assert role["organization"] == said["MessageHeader"][0]["sender"]


@pytest.mark.parametrize(
    ("category", "urgency", "expected"),
    [
        (Category.REGARDING_REFERRAL, Urgency.ASAP, "asap"),
        (Category.REGARDING_REFERRAL, Urgency.ROUTINE, "routine"),
        (Category.REGARDING_REFERRAL, None, None),
        (Category.MEDICINE, Urgency.ASAP, None),
    ],
)
def test_how_fast_a_message_is_to_be_read_is_told_of_a_referral_and_of_nothing_else(
    category: Category, urgency: Urgency | None, expected: str | None
) -> None:
    one = a_message(category=category, urgency=urgency)

    (communication,) = sent(told(messages=(one,))[f"message:{MESSAGE}"])["Communication"]

    assert communication.get("priority") == expected


@pytest.mark.parametrize("category", Category)
def test_a_message_of_every_category_can_be_written(category: Category) -> None:
    (communication,) = sent(told(messages=(a_message(category=category),))[f"message:{MESSAGE}"])[
        "Communication"
    ]

    assert communication["category"][0]["coding"][0]["code"] == category.value


@pytest.mark.parametrize(
    ("kind", "stage", "day", "has_words", "category", "text"),
    [
        (*row[:4], category, row[4])
        for kind, category, heading, it in (
            ("discharge_agreement", "discharge", "udskrivningsaftale", "Udskrivningsaftalen"),
            (
                "coordination_plan",
                "psychiatry-social-disability",
                "koordinationsplan",
                "Koordinationsplanen",
            ),
        )
        for row in (
            (kind, AgreementStage.ASKED, None, False, f"Der er bedt om en {heading}."),
            (kind, AgreementStage.DRAFTED, None, True, f"Udkast til {it.lower()}:\nHun bor her."),
            (
                kind,
                AgreementStage.AGREED,
                DAY,
                True,
                f"{it} er aftalt den 01.12.2026:\nHun bor her.",
            ),
            (kind, AgreementStage.ENDED, DAY, False, f"{it} er slut den 01.12.2026."),
        )
    ],
)
def test_an_agreement_is_told_stage_by_stage_under_the_category_of_its_kind(
    kind: str, stage: AgreementStage, day: date | None, has_words: bool, category: str, text: str
) -> None:
    one = DisclosedAgreement(
        agreement_id=STAY,
        kind=AgreementKind(kind),
        stage=stage,
        words=sealed("words") if has_words else None,
        day=day,
    )
    content = told(agreements=(one,))[f"agreement:{STAY}"]
    opened = {name: text for name, text in {"words": "Hun bor her."}.items() if has_words}
    said = letter(content.told, BRUNO.cpr, BRUNO.name, {**content.body, **opened})

    assert (said.category, said.text, said.author) == (category, text, None)


def test_a_ward_that_asked_is_told_whom_to_ask_the_plans_day_and_the_help() -> None:
    report = AdmissionReport(
        stay_id=STAY,
        contact_person=ContactPerson(name=sealed("name"), phone=sealed("phone")),
        agreed_on=DAY,
        help=(
            HelpInForce(provision=LegalBasis.SEL_85, minutes_per_week=120),
            HelpInForce(provision=LegalBasis.SEL_99, minutes_per_week=None),
        ),
    )

    (communication,) = sent(told(admission_report=report)[f"admission_report:{STAY}"])["Communication"]

    assert communication["payload"][0]["contentString"].split("\n") == [
        "Kontaktperson i socialpsykiatrien: Ida Test Opdigtet, tlf. 12345678",
        "Borgeren har en plan i kommunen, aftalt den 01.12.2026.",
        "Hjælp: Serviceloven § 85: socialpædagogisk støtte, 120 minutter om ugen",
        "Hjælp: Serviceloven § 99: støtte- og kontaktperson",
    ]


def test_a_ward_that_asked_about_somebody_without_help_is_told_so() -> None:
    report = AdmissionReport(stay_id=STAY, contact_person=None, agreed_on=None, help=())
    content = told(admission_report=report)[f"admission_report:{STAY}"]

    said = letter(content.told, BRUNO.cpr, BRUNO.name, content.body)

    assert said.text == "Borgeren får ingen hjælp, som socialpsykiatrien kan fortælle om."


@pytest.mark.parametrize(("urgent", "priority"), [(True, "asap"), (False, None)])
def test_a_referral_asks_in_the_citizens_words_and_by_when(urgent: bool, priority: str | None) -> None:
    content = told(referrals=(a_referral(urgent=urgent),))[f"referral:{REFERRAL}"]

    (communication,) = sent(content, words="Jeg vil gerne ud igen")["Communication"]

    assert communication["category"][0]["coding"][0]["code"] == "regarding-referral"
    assert communication.get("priority") == priority
    assert communication["payload"][0]["contentString"] == (
        "Socialpsykiatrien spørger på borgerens vegne, om I kan hjælpe."
        f"{' Det haster.' if urgent else ''} Borgerens egne ord: »Jeg vil gerne ud igen«"
        " Svar senest den 01.12.2026."
    )


@pytest.mark.parametrize(
    ("stage", "told_as"),
    [
        (ReferralStage.CANCELLED, Told.REFERRAL_CANCELLED),
        (ReferralStage.CLOSED, Told.REFERRAL_CLOSED),
        (ReferralStage.CANCELLATION_REQUESTED, Told.CANCELLATION_REQUESTED),
    ],
)
def test_what_becomes_of_a_referral_is_told_under_the_same_category(
    stage: ReferralStage, told_as: Told
) -> None:
    (content,) = told(referrals=(a_referral(stage, until=DAY),)).values()

    (communication,) = sent(content)["Communication"]

    assert content.told is told_as
    assert communication["category"][0]["coding"][0]["code"] == "regarding-referral"
    assert "priority" not in communication


@pytest.mark.parametrize("answer", PartnerAnswer)
def test_every_answer_to_a_request_of_theirs_has_its_words(answer: PartnerAnswer) -> None:
    request = DisclosedRequest(request_id=THREAD, answer=answer, day=DAY, until=None)

    (communication,) = sent(told(requests=(request,))[f"request:{THREAD}"])["Communication"]

    text = communication["payload"][0]["contentString"]
    assert text.endswith("Dato: 01.12.2026.")
    assert "None" not in text
