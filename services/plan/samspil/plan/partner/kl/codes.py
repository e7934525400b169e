"""Names and codes of KL's FFB reporting, as published (FFB of 30 May 2024), and which of ours they mean.

FFB has no code for a paragraph. A paragraph, or the kind of help where it leaves several, has the code of
the ydelse whose definition names that paragraph; what no definition names has none and is not reported.
"""

from typing import Final

from samspil.contracts.plan import HelpKind, ReviewResult
from samspil.plan.domain.plan import Intervention
from samspil.vocabulary.legal_basis import LegalBasis

PROFILES: Final = "http://fhir.kl.dk/ffbreporting/StructureDefinition"

FFB: Final = "urn:oid:1.2.208.176.2.22"
CARE_SOCIAL: Final = "http://fhir.kl.dk/term/CodeSystem/CareSocialCodes"
SNOMED: Final = "http://snomed.info/sct"
ACT: Final = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
OBSERVATION_VALUES: Final = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue"

CPR: Final = "urn:oid:1.2.208.176.1.2"
ORGANISATION: Final = "https://www.kombit.dk/organisation"
URI: Final = "urn:ietf:rfc:3986"

FOLLOWING_UP: Final = "9f03dfbb-7a97-45a5-94db-d4c3501714a9"
"""opfølgning: an encounter's type."""
FOLLOWED_UP: Final = "712744002"
"""What an observation that follows up is of."""
AT_HOME: Final = "HH"
"""The one class that the profile has."""

BY_KIND: Final = {
    HelpKind.ASSESSMENT: "35b593cf-724f-4058-9f31-fe1b3e8df124",  # Pædagogisk udredning
    HelpKind.TRANSPORT: "0886a1b6-4a3a-47e5-9c97-066270529e4f",  # Støtte til transport
    HelpKind.EDUCATION: "1a2daf63-0510-4bf3-8578-662d4300c965",  # Støtte til uddannelse
    HelpKind.WORK: "cb1169ee-8969-46d3-813d-f0dd555bd838",  # Støtte til beskæftigelse
    HelpKind.AUTHORITIES: "e2631dec-fd8b-420e-94db-53fd80e82766",  # … til kontakt til instanser
    HelpKind.HEALTHY_LIVING: "3c1639d0-e486-43c6-8add-448b8aff4b8f",  # Støtte til sund levevis
    HelpKind.HYGIENE: "72272d03-1774-4a14-b598-5f19b5eac83f",  # Støtte til personlig hygiejne
    HelpKind.WELLBEING: "ad7755d2-11bf-468d-958b-2f0c8d9c3742",  # Støtte til psykisk trivsel
    HelpKind.SEXUALITY: "bd5fea9a-16ed-4e63-b6a1-8e83caaf9b0b",  # Støtte til seksualitet
    HelpKind.TREATMENT: "e7c8b42e-b882-4629-8e03-65e44b1aa3e3",  # Støtte til behandling
    HelpKind.RELATIONS: "05cd5e81-1a3a-4bdd-901b-7ec96c12d990",  # Støtte til sociale relationer
    HelpKind.PARENTING: "ea47a198-7e24-472d-ba5d-132b8b744710",  # … til varetagelse af forældrerollen
    HelpKind.HOUSEHOLD: "638f44df-6bf2-47f8-9935-b8fdc83e5bf5",  # Støtte til daglige opgaver i hjemmet
    HelpKind.MOVING_IN: "c56634ca-6847-4c50-b5c1-c528c1ffc1d8",  # Støtte til etablering i bolig
    HelpKind.PAPERWORK: "d473dea2-4f6d-4f36-a8f0-260f0213f50a",  # Støtte til administration
    HelpKind.SENSORY_ACTIVITY: "299af83f-586c-4c17-8af6-c8c47a847d6d",  # Sansestimulerende aktivitet
    HelpKind.OUTING: "2c1944be-fe87-4c42-b08e-9cc075c9ef18",  # Oplevelsesaktivitet
    HelpKind.EXERCISE: "66e23d66-1c5f-4070-bed1-8827cc863dcd",  # Fysisk aktivitet
    HelpKind.COMPANY: "7e419926-bb04-4829-99c9-95ea20403c2c",  # Social aktivitet
    HelpKind.CREATIVE_ACTIVITY: "be5d5058-ef06-42a9-b894-51e44513e717",  # Kreativ aktivitet
    HelpKind.LEARNING: "f25674bf-3162-45c3-bde4-6d542bf9629b",  # Kompetenceudviklende aktivitet
    HelpKind.SERVICE_WORK: "55b77d7c-afce-4269-9232-7731ab1ef4fc",  # Service
    HelpKind.INTERNSHIP: "c429b7a9-5085-472b-b118-a21ca90f769f",  # Praktikforløb
    HelpKind.WORKSHOP: "fb3d8722-90e0-4a80-ba65-490617ffeb0f",  # Produktion og værksted
    HelpKind.GROUP: "b6e1f331-fccf-4a33-8bb6-566546edc405",  # … med frivillige, i gruppe
    HelpKind.INDIVIDUAL: "d580bcb7-145a-4346-8e99-d387bbf08a40",  # … med frivillige, individuel
}

_TEMPORARY_STAY: Final = "80aa8ea7-4ad8-405f-876a-4c0f89fde06a"  # Midlertidigt ophold

BY_PROVISION: Final = {
    LegalBasis.SEL_82A: "3459f530-7334-48c4-9037-53bf80df8851",  # Gruppebaseret hjælp og støtte
    LegalBasis.SEL_82B: "fe42f8f4-d516-4bab-b006-12b0cd186603",  # Individuel tidsbegrænset …
    LegalBasis.SEL_82C: "f3edac43-d0d6-4cc3-96c7-4658a557257a",  # Akut rådgivning, omsorg og støtte
    LegalBasis.SEL_107: _TEMPORARY_STAY,
    LegalBasis.SEL_108: "5af56051-8413-4115-aaa2-83a0767e1137",  # Længerevarende ophold
    LegalBasis.SEL_109: _TEMPORARY_STAY,
    LegalBasis.SEL_110: _TEMPORARY_STAY,
}

OFFERS: Final = {
    LegalBasis.SEL_82C: "5ea75f09-8eec-4edc-aafd-a330a523c33e",  # Socialt akuttilbud
    LegalBasis.SEL_103: "a0fb02a2-367c-48bc-bacd-92e49a861a4c",  # Beskyttet beskæftigelsestilbud
    LegalBasis.SEL_104: "9401777d-bdc5-4f52-9804-63c8cae9a792",  # Aktivitets- og samværstilbud
    LegalBasis.SEL_105_85: "a7cbf55b-6906-4b2a-872e-c48b4d728837",  # Almen ældre- og handicapvenlig bolig
    LegalBasis.SEL_107: "25de7444-3919-4dab-b844-8cec6c15f30e",  # Midlertidigt botilbud
    # Almindeligt længerevarende botilbud: a secured one takes nobody in by a municipality's decision.
    LegalBasis.SEL_108: "498fe92c-d7f7-41cd-9404-5b38fe113be0",
}
"""What kind of place gives the help (tilbud), where the paragraph says so."""

_GOES_ON: Final = "1e971d84-10a4-4ef8-a8b3-0daa4c7d088a"

RESULTS: Final = {
    ReviewResult.CONTINUE: _GOES_ON,
    # FFB knows no change: what is changed goes on.
    ReviewResult.CHANGE: _GOES_ON,
    ReviewResult.END: "d7d03656-4c87-4e67-9146-aa5990460f16",
    ReviewResult.END_AND_REFER: "b4c01aa8-82fd-44e4-83ff-ca19ec02c779",
}
"""What following up comes to (status på indsats)."""


def code_of(one: Intervention) -> str | None:
    """What the help is called; None where FFB has no code for it, or nobody said which of several it is."""
    return BY_KIND[one.kind] if one.kind else BY_PROVISION.get(one.provision)
