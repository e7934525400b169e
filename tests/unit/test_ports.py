"""Ports that tests are given."""

from samspil.stack.ports import free_port, is_free


def test_a_port_is_given_once_whether_or_not_anybody_listens_on_it_yet() -> None:
    given = [free_port() for _ in range(60)]

    assert len(set(given)) == len(given)
    assert all(is_free(port) for port in given)


def test_a_port_is_given_however_many_were_given_before() -> None:
    given = [free_port() for _ in range(1_100)]

    assert len(set(given[:800])) == 800
    assert all(is_free(port) for port in given[-60:])
