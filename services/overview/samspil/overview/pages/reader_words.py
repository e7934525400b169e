"""Who looks at a view here and what they see of it, in plain Danish sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from samspil.overview.domain.explain_all import Alike
from samspil.overview.domain.insight import Sight, Unseen
from samspil.overview.domain.reader import ELSEWHERE, Insider, TheCitizen, TheRelative
from samspil.overview.domain.view import View
from samspil.overview.pages import words
from samspil.overview.pages.danish import listed, lowered, raised
from samspil.overview.pages.disclosure_words import FIELDS, citation
from samspil.overview.pages.units import UnitWords
from samspil.rulebook.case_at_hand import Relation, Tie
from samspil.vocabulary.copenhagen import written
from samspil.vocabulary.role import Role

WHY_NOT = {
    Unseen.NOT_FOR_ROLE: "opgaven kræver det ikke",
    Unseen.NO_CASE: "der er ingen sag med borgeren; der skal først gives en grund",
    Unseen.PROTECTED: "adressen er beskyttet og vises kun, når den skal rettes",
    Unseen.DEAD: "borgeren er død",
    Unseen.NOT_OURS: "borgeren er død, eller en anden kommune har overtaget sagen",
    Unseen.NOT_PERMITTED: "borgeren har ikke givet lov til det",
    Unseen.NOT_TO_GIVE: "det kan en pårørende ikke få lov til",
    Unseen.OVER: "det, borgeren gav lov til, er slut",
    Unseen.GONE: "den pårørende er ikke længere med",
}
WHAT = FIELDS | {
    "contact_hold": "om der er en kontaktpause",
    "referral_standing": "hvor langt henvendelser er",
}
"""As partners read it, but for what is long in a sentence with much else."""
MANY = {
    Role.CASEWORKER: "sagsbehandlere",
    Role.VISITATOR: "visitatorer",
    Role.SUPPORT_WORKER: "støttekontaktpersoner",
    Role.LEADER: "ledere",
    Role.DATA_PROTECTION_OFFICER: "databeskyttelsesrådgiveren",
    Role.INTEGRATOR: "partnernes systemer",
    Role.OPERATOR: "driften",
}
RELATION = {
    Relation.COORDINATOR: ("{} (koordinator)", "Koordinatoren"),
    Relation.WORKER: ("{} (med i sagen)", "En medarbejder i sagen"),
    Relation.DEPUTY: ("{} (stedfortræder)", "En stedfortræder"),
}
"""With a name, and where none is known."""
WITH_A_REASON = (
    " De kan give en grund og ser det så resten af dagen; borgeren og lederen kan se, at de gjorde det."
)
FEW = 4
"""Up to so many are left out by name in a summary."""


@dataclass(frozen=True, slots=True)
class People:
    """What those are called who have a name there."""

    units: UnitWords = UnitWords()  # noqa: RUF009  it does not change
    staff: Mapping[str, str] = field(default_factory=dict)
    """Staff id → name."""
    relatives: Mapping[UUID, str] = field(default_factory=dict)


def reader_name(alike: Alike, view: View, people: People) -> str:
    """Who it is: by name where one is known, else by what they are to the citizen."""
    match alike.first:
        case TheCitizen():
            return "Borgeren"
        case TheRelative(id_):
            kind = next(words.RELATIVE[one.kind] for one in view.citizen.relatives if one.id == id_)
            return f"{people.relatives[id_]} ({lowered(kind)})" if id_ in people.relatives else kind
        case Insider(role, tie):
            return _ours(tie, role, people) if tie else _without(alike, role)


def _ours(tie: Tie, role: Role, people: People) -> str:
    if tie.relation is Relation.UNIT:
        unit = people.units.name(tie.to)
        return f"Lederen af {unit}" if role is Role.LEADER else unit
    named, nameless = RELATION[tie.relation]
    return named.format(people.staff[tie.to]) if tie.to in people.staff else nameless


def _without(alike: Alike, role: Role) -> str:
    many = listed([MANY[one.role] for one in alike.readers if isinstance(one, Insider)])
    return raised(many) if role in ELSEWHERE else f"Andre {many}"


def sees(alike: Alike) -> str:
    """The verb: relatives are told, everybody else looks."""
    return "får at vide" if isinstance(alike.first, TheRelative) else "kan se"


def summary(alike: Alike, name: str) -> str:
    """What they see of all there is, in one or two sentences."""
    shown = [WHAT[one.field.name] for one in alike.lines if one.shown]
    left_out = [WHAT[one.field.name] for one in alike.lines if not one.shown]
    until = _until(alike.lines)
    if not shown:
        return _nothing(alike, name)
    if not left_out:
        return f"{name} kan se alt{until}."
    if len(left_out) <= FEW:
        return f"{name} kan se alt undtagen {listed(left_out)}{until}."
    only = "" if isinstance(alike.first, TheRelative) else "kun "
    return f"{name} {sees(alike).replace(' ', f' {only}', 1)}, {_chained(shown)}{until}."


def _nothing(alike: Alike, name: str) -> str:
    whys = [one.withheld for one in alike.lines]
    if Unseen.NO_CASE in whys:
        return f"{name} kan ikke se noget uden en sag.{WITH_A_REASON}"
    why = WHY_NOT[whys[0] or Unseen.NOT_FOR_ROLE]
    verb = "får ikke noget at vide" if isinstance(alike.first, TheRelative) else "kan ikke se noget"
    return f"{name} {verb}: {why}."


def sight_sentence(name: str, alike: Alike, line: Sight) -> str:
    """Whether they see one field, until when, or why not."""
    what = WHAT[line.field.name]
    if line.ground:
        return f"{name} {sees(alike)}, {what}{_until([line])}."
    not_seen = "får ikke at vide" if isinstance(alike.first, TheRelative) else "kan ikke se"
    return f"{name} {not_seen}, {what}: {WHY_NOT[line.withheld or Unseen.NOT_FOR_ROLE]}."


def sight_words(line: Sight) -> str:
    """The same under their name: what, and until when or why not."""
    what = raised(WHAT[line.field.name])
    if line.ground:
        return f"{what}{_until([line])}."
    return f"{what}: {WHY_NOT[line.withheld or Unseen.NOT_FOR_ROLE]}."


def grounds(alike: Alike) -> str:
    """What they see it on, and which text was read; nothing where they see nothing."""
    rows = dict.fromkeys(one.ground.row for one in alike.lines if one.ground)
    return " ".join(f"Grundlag: {row.act}. {citation(row)}" for row in rows)


def _until(lines: Iterable[Sight]) -> str:
    ends = {one.ground.until for one in lines if one.ground}
    end = ends.pop() if len(ends) == 1 else None
    return f", til og med {written(end)}" if end else ""


def _chained(clauses: list[str]) -> str:
    *first, last = clauses
    return f"{', '.join(first)}, og {last}" if first else last
