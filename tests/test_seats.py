"""Seats held against each other."""

import re


def test_the_cities_with_several_seats_are_told_with_their_networks(ask):
    answer = ask("poitiers", "Quels réseaux ont leur siège dans la même ville ?")
    line = next(line for line in answer.text.splitlines() if "Paris" in line)
    assert all(name in line for name in ("CUF", "AIMF"))


def test_what_sits_where_a_network_does(ask):
    answer = ask("poitiers", "Quels autres réseaux ont leur siège dans la même ville que CUF ?")
    assert "AIMF" in answer.text
    assert "Bonn" not in answer.text


def test_networks_without_a_seat_are_named(ask):
    answer = ask("toulouse", "Pour quels réseaux la page ne donne-t-elle pas le siège ?")
    assert "LUCI" in answer.text
    assert not re.search(r"Eurocities \[", answer.text)
