"""What the region is told of messages to it, and of what follows from a stay there."""

from datetime import date

from samspil.contracts.disclosure import AdmissionReport, DisclosedAgreement, DisclosedMessage, HelpInForce
from samspil.contracts.plan import AgreementStage
from samspil.overview.domain.agreements import Agreement
from samspil.overview.domain.disclosed_plan import contact_person, plan_in_force
from samspil.overview.domain.messages import WrittenMessage
from samspil.overview.domain.still_told import still_told_until
from samspil.overview.domain.view import View
from samspil.vocabulary.copenhagen import danish_day


def messages(view: View, today: date) -> tuple[DisclosedMessage, ...]:
    """Those that somebody wrote within thirty days, in the order in which they did."""
    written = (_message(one) for one in view.coordination.messages)
    return tuple(one for one in written if today <= one.until)


def _message(one: WrittenMessage) -> DisclosedMessage:
    return DisclosedMessage(
        message_id=one.id,
        thread_id=one.thread_id,
        answers=one.answers,
        category=one.category,
        urgency=one.urgency,
        topic=one.topic,
        words=one.words,
        name=one.name,
        role=one.role,
        phone=one.phone,
        to_unit=one.to_unit,
        until=still_told_until(danish_day(one.written_at)),
    )


def admission_report(view: View, today: date) -> AdmissionReport | None:
    """Of the newest stay that goes on and of which the ward asked for one."""
    wanted = [one for one in view.hospital.stays if one.id in view.hospital.present]
    wanted = [one for one in wanted if one.id in view.hospital.reports_wanted]
    if not wanted:
        return None
    plan = plan_in_force(view, today)
    return AdmissionReport(
        stay_id=wanted[-1].id,
        contact_person=contact_person(view),
        agreed_on=plan.agreed_on if plan else None,
        help=tuple(
            HelpInForce(provision=one.provision, minutes_per_week=one.minutes_per_week)
            for one in view.plan.agreed_help
        ),
    )


def agreements(view: View, today: date) -> tuple[DisclosedAgreement, ...]:
    """Those that are open, and those that ended within thirty days; a replaced one its successor tells of."""
    told = (_agreement(one) for one in view.plan.agreements if one.stage is not AgreementStage.REPLACED)
    return tuple(one for one in told if one.until is None or today <= one.until)


def _agreement(one: Agreement) -> DisclosedAgreement:
    return DisclosedAgreement(
        agreement_id=one.id,
        kind=one.kind,
        stage=one.stage,
        words=one.words if one.is_open else None,
        day=one.ended_on or one.agreed_on,
        until=still_told_until(danish_day(one.over_at)) if one.over_at else None,
    )
