"""The web process: HTTP. It needs PostgreSQL and the keyring."""

import asyncio
from contextlib import AbstractAsyncContextManager, nullcontext

from samspil.ledger.database import open_pool
from samspil.overview.api.built_in_issuer import BuiltInIssuer
from samspil.overview.api.doors import OverviewDoor
from samspil.overview.api.page import Static, problem_page
from samspil.overview.api.part_of import PartOf, lead_on
from samspil.overview.api.remedies import REMEDIES
from samspil.overview.api.routes import (
    access_log,
    access_reasons,
    attention,
    consent_previews,
    contact_hold_proposals,
    contact_holds,
    deliveries,
    disclosures,
    message_threads,
    messages,
    milestones,
    page_access_log,
    page_act,
    page_attachment,
    page_citizen,
    page_consent,
    page_cpr,
    page_file,
    page_find,
    page_find_by_name,
    page_held,
    page_live,
    page_merge,
    page_messages,
    page_own,
    page_own_act,
    page_own_citizens,
    page_plan,
    page_reason,
    page_referral,
    page_relative,
    page_request,
    page_requests,
    page_sharing,
    page_sign_in,
    page_sign_in_at_home,
    page_task,
    page_team,
    page_team_looks,
    page_told_together,
    page_unplaced,
    page_work,
    page_work_list,
    partner_answers,
    relative_view,
    search_by_name,
    told_together,
    view,
)
from samspil.overview.api.services import Services
from samspil.overview.api.sign_in_again import refused
from samspil.overview.app.settings import ForWeb
from samspil.overview.storage.sessions import Sessions
from samspil.overview.storage.transaction import deciding_store
from samspil.rulebook.law_files import read_law
from samspil.rulebook.rulebook import read_rulebook
from samspil.sealing.read_access import AccessLog, access_log_at
from samspil.telemetry.setup import shutdown
from samspil.web import health
from samspil.web.app import create_app
from samspil.web.assertion import Provider
from samspil.web.auth import Issuer
from samspil.web.idempotency import keep_forgetting
from samspil.web.keyring import keyring_of
from samspil.web.problems import Problem
from samspil.web.server import serve, stop_on_signal
from samspil.web.session import Site
from samspil.web.settings import configure, read

ROUTERS = (
    view.router,
    contact_holds.router,
    contact_hold_proposals.router,
    attention.router,
    deliveries.router,
    partner_answers.router,
    messages.router,
    message_threads.router,
    milestones.router,
    relative_view.router,
    disclosures.router,
    told_together.router,
    access_reasons.router,
    search_by_name.router,
    consent_previews.router,
    access_log.router,
    page_work_list.router,
    page_find.router,
    page_find_by_name.router,
    page_citizen.router,
    page_referral.router,
    page_relative.router,
    page_request.router,
    page_requests.router,
    page_cpr.router,
    page_file.router,
    page_plan.router,
    page_work.router,
    page_messages.router,
    page_attachment.router,
    page_held.router,
    page_unplaced.router,
    page_own_citizens.router,
    page_task.router,
    page_team.router,
    page_consent.router,
    page_merge.router,
    page_team_looks.router,
    page_access_log.router,
    page_act.router,
    page_sharing.router,
    page_told_together.router,
    page_reason.router,
    page_live.router,
    page_own.router,
    page_own_act.router,
    page_sign_in.router,
    page_sign_in_at_home.router,
)


def access_log_of(settings: ForWeb) -> AbstractAsyncContextManager[AccessLog | None]:
    """The log of looks, where this process was given the role that reads it."""
    url = settings.access_log_database_url.get_secret_value()
    return access_log_at(url, connections=settings.access_log_pool_size) if url else nullcontext()


async def main(settings: ForWeb) -> None:
    """Serve until told to stop."""
    request_key = settings.request_key.get_secret_value()
    async with (
        await open_pool(settings.database_url.get_secret_value(), settings.database_pool_size) as pool,
        keyring_of(settings) as keyring,
        access_log_of(settings) as log,
    ):
        app = create_app(
            "Samspil overview",
            checks={"database": health.database(pool), "keyring": health.can_wait(keyring.reach)},
            routers=ROUTERS,
            remedies=REMEDIES,
            problem_page=problem_page,
            issuer=Issuer(settings.oidc_issuer),
            idempotency_secret=request_key,
        )
        built_in = BuiltInIssuer(settings.oidc_issuer) if settings.embedded_sign_in else None
        provider = Provider(settings.oidc_issuer) if settings.embedded_sign_in else None
        rules = read_rulebook(settings.rulebook_folder)
        app.state.site = site = Site(settings.pages, request_key)
        app.state.sessions = sessions = Sessions(pool, site)
        addresses = {
            "referral": settings.referral_address,
            "plan": settings.plan_address,
            "jobcenter-bridge": settings.jobcenter_bridge_address,
            "region-bridge": settings.region_bridge_address,
        }
        services = Services(app, addresses)
        app.state.door = OverviewDoor(
            deciding_store(pool), keyring, read_law(), rules, sessions, services, built_in, log, provider
        )
        app.state.stopping = stop = stop_on_signal()
        app.add_exception_handler(Problem, refused)
        app.add_exception_handler(PartOf, lead_on)
        app.mount("/static", Static())
        forgetting = asyncio.create_task(keep_forgetting(pool))
        await serve(app, settings.host, settings.port, stop=stop)
        forgetting.cancel()
        await services.close()


if __name__ == "__main__":
    settings = read(ForWeb)
    configure("overview", settings)
    asyncio.run(main(settings))
    shutdown()
