"""The styles that an OpenDocument file makes for what no named style says: one for each look, numbered as they come."""

from dataclasses import dataclass, field

from jarpub.formats.odt.xml_elements import Properties, element, style_name


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

    def __str__(self) -> str:
        """The elements, in the order in which they were asked for."""
        return "".join(
            element("style:style", _attributes(family, parent, name), inner)
            for (family, parent, inner), name in self.named.items()
        )


def _attributes(family: str, parent: str, name: str) -> Properties:
    of_parent = {"style:parent-style-name": style_name(parent)} if parent else {}
    return {"style:name": name, "style:family": family, **of_parent}
