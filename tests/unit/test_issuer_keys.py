"""The issuer's keys: when they are asked for, how long they are believed, and who waits for whom."""

import asyncio

import httpx2
import pytest
from joserfc.jwk import ECKey, KeySet

from an_issuer import issuer_client
from samspil.sandboxes.issuer.key import new_key
from samspil.web import jwks
from samspil.web.jwks import IssuerAway, Jwks

ISSUER = "https://issuer.test"
KEY, NEWER = new_key(), new_key()


class Desk:
    """Plays the issuer: counts the questions, and may be away, be slow or talk nonsense."""

    def __init__(self) -> None:
        self.keys: list[ECKey] = [KEY]
        self.asked = 0
        self.now = 1000.0
        self.nonsense = False
        self.open = asyncio.Event()
        self.open.set()

    async def answer(self, _: httpx2.Request) -> httpx2.Response:
        self.asked += 1
        await self.open.wait()
        if self.nonsense:
            return httpx2.Response(200, content=b"{}")
        return httpx2.Response(200, json=KeySet([*self.keys]).as_dict(private=False))

    def known(self) -> Jwks:
        return Jwks(ISSUER, issuer_client(ISSUER, self.answer))


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk()
    monkeypatch.setattr(jwks, "monotonic", lambda: made.now)
    return made


async def has(known: Jwks, key: ECKey) -> bool:
    found = await known.key(key.kid)
    assert found is None or found.kid == key.kid
    return found is not None


async def background() -> None:
    """Whatever was begun beside comes to its end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.wait_for(asyncio.gather(*(one for one in others if "_ask" in repr(one))), 5)


async def test_nothing_is_asked_before_a_token_comes_and_then_once_in_five_minutes(desk: Desk) -> None:
    known = desk.known()
    assert desk.asked == 0

    for later in (0.0, 1.0, 299.0):
        desk.now = 1000.0 + later
        assert await has(known, KEY)
        await background()

    assert desk.asked == 1


async def test_a_key_that_was_withdrawn_is_believed_for_five_minutes_and_one_more_token(desk: Desk) -> None:
    known = desk.known()
    await has(known, KEY)
    desk.keys = [NEWER]

    desk.now += 301
    assert await has(known, KEY)  # who comes first does not wait
    await background()

    assert not await has(known, KEY)
    assert await has(known, NEWER)
    assert desk.asked == 2


async def test_while_old_keys_are_asked_for_nobody_asks_beside(desk: Desk) -> None:
    known = desk.known()
    await has(known, KEY)
    desk.now += 301
    desk.open.clear()
    for _ in range(5):
        assert await has(known, KEY)
        await asyncio.sleep(0)
    desk.open.set()
    await background()

    assert desk.asked == 2


@pytest.mark.parametrize(("seconds", "questions"), [(9.9, 1), (10.1, 2)])
async def test_an_unknown_id_is_worth_a_question_every_ten_seconds(
    desk: Desk, seconds: float, questions: int
) -> None:
    known = desk.known()
    await has(known, KEY)
    desk.keys = [KEY, NEWER]
    desk.now += seconds

    assert await has(known, NEWER) == (questions == 2)
    assert desk.asked == questions


@pytest.mark.parametrize(("seconds", "questions"), [(0.9, 1), (1.1, 2)])
async def test_an_issuer_that_was_never_there_is_asked_every_second(
    desk: Desk, seconds: float, questions: int
) -> None:
    known = desk.known()
    desk.nonsense = True
    with pytest.raises(IssuerAway):
        await known.key(KEY.kid)
    desk.nonsense = False
    desk.now += seconds

    if questions == 2:
        assert await has(known, KEY)
    else:
        with pytest.raises(IssuerAway):
            await known.key(KEY.kid)
    assert desk.asked == questions


async def test_what_an_issuer_says_that_is_no_key_takes_none_away(desk: Desk) -> None:
    known = desk.known()
    await has(known, KEY)
    desk.nonsense = True
    desk.now += 301

    for _ in range(2):
        assert await has(known, KEY)
        await background()
        desk.now += 11

    assert desk.asked == 3  # it is asked until it answers again


async def test_two_with_an_unknown_key_wait_for_the_same_answer(desk: Desk) -> None:
    known = desk.known()
    desk.open.clear()
    both = [asyncio.create_task(has(known, KEY)) for _ in range(2)]
    await asyncio.sleep(0)
    desk.open.set()

    assert await asyncio.gather(*both) == [True, True]
    assert desk.asked == 1
