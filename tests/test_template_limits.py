"""A template that would never end, or fill the memory, is a finding with its line; what templates need goes through."""

from pathlib import Path

import pytest
from conftest import PROJECT

from jarpub.build.load_and_check import load_sources
from jarpub.diagnostics import DiagnosticsError
from jarpub.pages import template_limits
from jarpub.pages.render import render
from jarpub.pages.template_environment import environment
from jarpub.pages.template_limits import MOST_WORK

DOUBLED = "{% set n = namespace(x=START) %}{% for i in range(99) %}{% set n.x = DOUBLE %}{% endfor %}"


def doubled(start: str, double: str, shown: str = "") -> str:
    return DOUBLED.replace("START", start).replace("DOUBLE", double) + shown


LONG, WIDE, ENDLESS, LARGE = "longer than 10,000,000", "too wide", "it might never end", "a number larger than"
TOO_MUCH = {
    "a loop in a loop": ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", ENDLESS),
    "a loop that is filtered": ("{% for a in range(99999) %}{% for b in range(99999) if b < 0 %}{% endfor %}{% endfor %}", ENDLESS),
    "a sum in a loop": ("{% for a in range(99999) %}{{ range(99999) | sum }}{% endfor %}", ENDLESS),
    "a macro that calls itself twice": ("{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(99) }}", ENDLESS),
    "a macro that calls itself": ("{% macro f(n) %}{{ f(n+1) }}{% endmacro %}{{ f(0) }}", "calls itself for ever"),
    "a loop that calls itself": ("{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}", "calls itself for ever"),
    "a template that includes itself": ("{% include 't.html' %}", "calls itself for ever"),
    "a template that extends itself": ("{% extends 't.html' %}", "calls itself for ever"),
    "words of a template, often": ("{% for a in range(99999) %}" + "x" * 9999 + "{% endfor %}", ENDLESS),
    "words of a macro, often": ("{% macro f() %}{% for a in range(99999) %}" + "x" * 9999 + "{% endfor %}{% endmacro %}{{ f() }}", ENDLESS),
    "a block that doubles": ("{% set x %}aaaaaaaaaa{% endset %}" + "{% set x %}{{ x }}{{ x }}{% endset %}" * 40, ENDLESS),
    "a billion letters": ("{{ 'a' * 10**9 }}", LONG),
    "a billion entries": ("{{ ([1] * 10**9) | length }}", LONG),
    "a billion before the letter": ("{{ 10**9 * 'a' }}", LONG),
    "a wide number": ("{{ '%1000000000d' % 1 }}", WIDE),
    "a width from elsewhere": ("{{ '%*d' % (1000000000, 1) }}", WIDE),
    "a wide number in braces": ("{{ '{:1000000000}'.format(1) }}", WIDE),
    "a width in braces in braces": ("{{ '{:{}}'.format(1, 1000000000) }}", WIDE),
    "a wide number by a filter": ("{{ '%1000000000d' | format(1) }}", WIDE),
    "a filter with a large number": ("{{ 'x' | center(10**9) }}", LONG),
    "a method with a large number": ("{{ 'x'.center(10**9) }}", LONG),
    "a filter by its name": ("{{ ['a'] | map('center', 10**9) | list }}", LONG),
    "each letter replaced by many": ("{{ ('a' * 99999) | replace('a', 'b' * 99999) }}", LONG),
    "many joined by much": ("{{ range(99999) | map('string') | join('a' * 99999) }}", LONG),
    "many joined by a method": ("{{ ('a' * 99999).join(['a'] * 99999) }}", LONG),
    "a row filled up": ("{{ [1] | batch(10**9, 'x') | list }}", LONG),
    "tabs": ("{{ ('\t' * 999).expandtabs(10**9) }}", LONG),
    "put together twice": (doubled("'a'", "n.x ~ n.x"), LONG),
    "added twice": (doubled("'a'", "n.x + n.x"), LONG),
    "lists in lists as text": (doubled("['a']", "[n.x, n.x]", "{{ n.x | string }}"), LONG),
    "lists in lists put together": (doubled("['a']", "[n.x, n.x]", "{{ n.x ~ '' }}"), LONG),
    "lists in lists in a text": (doubled("['a']", "[n.x, n.x]", "{{ '%s' % n.x }}"), LONG),
    "a power": ("{{ 10 ** (10**10) }}", LARGE),
    "squares of squares": (doubled("10", "n.x * n.x"), LARGE),
    "brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "too deep inside one another"),
    "loops in loops": ("{% for a in [1] %}" * 30 + "{% endfor %}" * 30, "too many statically nested blocks"),
}  # fmt: skip
ENOUGH = {
    "{% for a in range(3) %}{{ loop.index }}/{{ loop.length }}{{ ', ' if not loop.last }}{% endfor %}": "1/3, 2/3, 3/3",
    "{{ 'a' | center(5) }}{{ '%5.2f' | format(2.5) }}{{ '%s of %d' % ('x', 2500000) }}": "  a   2.50x of 2500000",
    "{{ 2500000 * 12 }} {{ 2500000.25 | round(1) }} {{ 2 ** 10 }} {{ 7 % 4 }}": "30000000 2500000.2 1024 3",
    "{{ '100% of 20,000' ~ 5 }} {{ '<' ~ '>' }} {{ ['a', 'b'] | map('upper') | join(', ') }}": "100% of 20,0005 &lt;&gt; A, B",
    "{{ ('a ' * 20000) | replace('a', 'words') | length }} {{ '020 7525 1234' | replace(' ', '') }}": "120000 02075251234",
    "{% for a in [1, 2] recursive %}{{ a }}{% endfor %}{{ '{} {:>5}'.format(1, 2) }}": "121     2",
    "{% for b in {'x': 1} %}{{ b }}{% endfor %}{{ [3, 1] | sort | first }}{{ [1, 2] | sum(start=2008) }}": "x12011",
}  # fmt: skip


def rendered(folder: Path, template: str) -> str:
    (folder / "t.html").write_text(template, "utf-8")
    return environment(folder, "templates").render("t.html")


@pytest.mark.parametrize("name", TOO_MUCH)
def test_too_much(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template, said = TOO_MUCH[name]
    if said == ENDLESS:
        monkeypatch.setattr(template_limits, "MOST_WORK", MOST_WORK // 10)  # the same, sooner
    with pytest.raises(DiagnosticsError, match=said) as refused:
        rendered(tmp_path, "\n" + template)
    (diagnostic,) = refused.value.diagnostics
    assert (diagnostic.location.file, diagnostic.location.line) in {("templates/t.html", 2), ("templates/t.html", 0)}
    assert diagnostic.location.line or name in ("brackets", "loops in loops")  # those are never begun


@pytest.mark.parametrize("template", ENOUGH)
def test_enough(template: str, tmp_path: Path) -> None:
    assert rendered(tmp_path, template) == ENOUGH[template]


def test_it_stops_at_the_same_place_each_time(tmp_path: Path) -> None:
    """Whether the template is compiled already makes no difference."""
    done = []
    for _ in range(2):
        rendered(tmp_path, "{{ 'abc' | upper | center(99) }}{% for a in range(9) %}{{ a ~ '!' }}{% endfor %}")
        done.append(environment(tmp_path, "templates").work)
    assert done[0] == done[1] > 99


def test_the_publications_are_far_from_it() -> None:
    sources = load_sources(PROJECT)
    for publication in sources.settings.publications:
        render(PROJECT, sources, publication, draft=False)
        work = environment(
            PROJECT.templates, PROJECT.templates_name, draft=False, locating=True, language=sources.brand.language
        ).work
        assert 0 < work < MOST_WORK / 100
