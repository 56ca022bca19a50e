"""Addresses and telephone numbers are found however they are written, and nothing else is taken for one."""

import pytest

from jarpub.project.contact_details import addresses, normal_address, telephone_numbers

LONDON = "2075251234"
TELEPHONES = {
    "Call 020 7525 1234 now.": [LONDON],
    "020–7525–1234, 020 7525/1234 or 020.7525.1234": [LONDON] * 3,
    "0 2 0 7 5 2 5 1 2 3 4": [LONDON],
    "020_7525_1234 020*7525*1234": [LONDON] * 2,
    "020\u00a07525\u202f1234": [LONDON],
    "020 7525  -  1234": [LONDON],
    "00442075251234 or +44 (0)20 7525 1234 or (+44) 20 7525 1234": [LONDON] * 3,
    "44 20 7525 1234": [LONDON],
    "(020) 7946 0000": ["2079460000"],
    "020 7525 1234 / 020 7525 1235; 020 7525 1236": [LONDON, "2075251235", "2075251236"],
    "020 7525 1234 020 7525 1235": [LONDON, "2075251235"],
    "020 7525 1234 (10am to 4pm) or 020 7525 1234, 9 to 5": [LONDON] * 2,
    "020 7525 1234 ext 12 or 020 7525 1235 x34": [LONDON, "2075251235"],
    "18001 020 7525 1234 (Text Relay)": [LONDON],
    "SE5 8UB, tel: 01632 960 001, mobile 07700 900123": ["1632960001", "7700900123"],
    "٠٢٠ ٧٥٢٥ ١٢٣٤": [LONDON],
    "7525 1234 or 75251234": ["75251234"] * 2,
    "Childline 0800 1111, 24 hours, or 0800 1111 24 hours": ["8001111"] * 2,
    "0800 1111, 999": ["8001111", "999"],
    "NHS 0845 46 47": ["8454647"],
    "999, 112, 116123 and 116 123": ["999", "112", "116123", "116123"],
    "Call 101 or 111. Text YM to 80010": ["101", "111", "80010"],
    "+33 1 42 68 53 00 and 0033 142685300": ["+33142685300"] * 2,
}
NO_TELEPHONES = (
    "2008-2009", "2008 2009", "2008/09", "31-03-2009", "31.03.2009 - 30.06.2009", "2009-04-01", "20090401x",
    "01/04/2009, 02/04/2009", "ISBN 978-0-14-303943-3", "ISBN 0-14-303943-3", "ref 01234567890", "Ref. no. 0123 456 7890",
    "charity number 01234567890", "JAR/2008/0207525", "A01234567890", "£12,345,678", "£12 345 678", "1234 5678 9012 3456",
    "101 young people and 111 schools", "80010", "0000 0000", "0.5 and 01", "SE5 8UB", "10am to 4pm", "",
)  # fmt: skip
ADDRESSES = {
    "See https://www.example.org/report.": ["example.org/report"],
    "HTTP://Example.ORG/": ["example.org"],
    "example.org, www.example.org and http://example.org:80/": ["example.org"] * 3,
    "“https://example.org/report”": ["example.org/report"],
    "‘https://example.org/report’, (https://example.org/report)": ["example.org/report"] * 2,
    "https://example.org/report's and example.org’s": ["example.org/report", "example.org"],
    "[Read it](https://example.org/a)": ["example.org/a"],
    "**www.example.org**": ["example.org"],
    "https://example.org/wiki/Review_(2008)": ["example.org/wiki/Review_(2008)"],
    "southwark.gov.uk/jar?lang=so&page=2#top": ["southwark.gov.uk/jar?lang=so&page=2#top"],
    "https://example.org/Report": ["example.org/Report"],
    "https://a.org,https://b.org": ["a.org", "b.org"],
    "http://bücher.example/a%20b http://xn--bcher-kva.example/a%2520b": ["xn--bcher-kva.example/a b"] * 2,
    "Write to JAR@Southwark.gov.uk, josé@example.org.": ["jar@southwark.gov.uk", "jose@example.org"],
    "mailto:ann.o'hara@example.org?subject=Plan": ["ann.o'hara@example.org"],
    "a%40example.org": ["a@example.org"],
    "See bit.ly/abc, jar.tv or JAR.TV.": ["bit.ly/abc", "jar.tv", "jar.tv"],
    "t.me/abc, notion.so/jar (youtu.be/x1)": ["t.me/abc", "notion.so/jar", "youtu.be/x1"],
    "ftp://example.org/a hxxp://example.org/a": ["example.org/a"] * 2,
    "ｊａｒ．ｔｖ, jar。tv": ["jar.tv"] * 2,
    "jar (at) southwark (dot) gov (dot) uk": ["jar@southwark.gov.uk"],
    "jar[at]southwark[dot]gov[dot]uk, jar(at)southwark.gov.uk": ["jar@southwark.gov.uk"] * 2,
    "jar@southwark dot gov dot uk": ["jar@southwark.gov.uk"],
    "Look at southwark dot gov dot uk": ["southwark.gov.uk"],
    "Write to jar at southwark.gov.uk": ["southwark.gov.uk"],
}
NO_ADDRESSES = (
    "The end.The next", "and/or", "e.g. this", "a @ b", "@speakerbox", "2.5", "v1.2", "report.pdf", "...", "",
    "The end.It is late", "school.in the", "B.Sc and M.Ed", "St.Mary's", "10.am to 5.pm", "9.30a.m.to 5p.m.", "a dot com firm",
    "join the dot to win", "at (about) noon", "and/or his/her", "U.K. and U.S.A", "e.g./i.e.", "IA1.st1", "24.09.08/01", "page.pdf/a",
    "look (at it)", "3.5/5", "Ph.D. or D.Phil", "co-ordinated.we", "p.12/13",
)  # fmt: skip


@pytest.mark.parametrize("words", TELEPHONES)
def test_a_telephone_number_has_one_form(words: str) -> None:
    assert [found.normal for found in telephone_numbers(words)] == TELEPHONES[words]


@pytest.mark.parametrize("words", NO_TELEPHONES)
def test_what_is_no_telephone_number(words: str) -> None:
    assert telephone_numbers(words) == ()


@pytest.mark.parametrize("words", ADDRESSES)
def test_an_address_has_one_form(words: str) -> None:
    assert [found.normal for found in addresses(words)] == ADDRESSES[words]


@pytest.mark.parametrize("words", NO_ADDRESSES)
def test_what_is_no_address(words: str) -> None:
    assert addresses(words) == ()


def test_they_stand_where_they_are_said_to_stand() -> None:
    words = "Call (020) 7525 1234, or +44 20 7525 1234; see (www.example.org/a). Or a@example.org!"
    numbers, found = telephone_numbers(words), addresses(words)
    assert [words[each.start : each.end] for each in numbers] == ["020) 7525 1234", "+44 20 7525 1234"]
    assert [words[each.start : each.end] for each in found] == ["www.example.org/a", "a@example.org"]


@pytest.mark.parametrize("path", ["", "/a/", "/a?b=c", "/%E2%82%AC", "/a_(b)"])
def test_a_normal_form_is_its_own(path: str) -> None:
    once = normal_address(f"https://www.Example.org{path}")
    assert normal_address(once) == once


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "0", "0 ", "020 7525 ", "1.1.11", "+", "(", "ward-", "ward.", "a@", "@", "www.", ")", "%25", "a.uk"],
)
def test_words_without_end_are_read_to_their_end(piece: str) -> None:
    """Of 100,000 letters: what looks again at all that it has seen is not done before the test is out of time."""
    words = piece * (50_000 // len(piece))
    telephone_numbers(f"{words} @")
    addresses(f"{words}@ {words}")
