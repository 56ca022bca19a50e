"""The styles that an OpenDocument file makes for what no named style says: one for each look, numbered as they come."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jarpub.formats.odt.xml_elements import Properties, element, properties, style_name
from jarpub.pages.page_tree import LANGUAGE

PARTS = ("language", "script", "country")  # of the code of a language
WHOLE = "rfc-language-tag"  # for what the parts cannot say
KINDS = ("", "-asian", "-complex")  # letters of Europe, of East Asia, and those that need shaping


@dataclass
class AutomaticStyles:
    """The automatic styles of a document: the elements by what they say, and their names."""

    named: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def name(self, family: str, parent: str, inner: str, letter: str) -> str:
        """The name of the style with these properties, which is made where there is none yet."""
        key = family, parent, inner
        if key not in self.named:
            self.named[key] = f"{letter}{len(self.named) + 1}"
        return self.named[key]

    def of_language(self, code: str, parent: str) -> str:
        """The name of the style of letters that are of a language."""
        return self.name("text", parent, properties("text", _of_language(code)), "T")

    def __str__(self) -> str:
        """The elements, in the order in which they were asked for."""
        return "".join(
            element("style:style", _attributes(family, parent, name), inner)
            for (family, parent, inner), name in self.named.items()
        )


def _attributes(family: str, parent: str, name: str) -> Properties:
    of_parent = {"style:parent-style-name": style_name(parent)} if parent else {}
    return {"style:name": name, "style:family": family, **of_parent}


def _of_language(code: str) -> Properties:
    found = LANGUAGE.fullmatch(code)
    parts = {name: (found and found[name]) or "none" for name in PARTS}
    if parts["script"] == "none":
        del parts["script"]
    if language_of(parts) != code:
        parts[WHOLE] = code
    return {
        f"{'style' if kind or name == WHOLE else 'fo'}:{name}{kind}": each
        for kind in KINDS
        for name, each in parts.items()
    }


def language_of(said: Mapping[str, str]) -> str:
    """The code of the language that properties of letters say, by their names without prefixes; nothing for none."""
    return said.get(WHOLE) or "-".join(said[name] for name in PARTS if said.get(name, "none") != "none")
