"""Realistic plans of any size: python benchmarks/plans.py ACTIONS FOLDER [SEED] [PLANS]

Writes plan-001.yaml and so on, each from the next seed. Each action has about as many words, outcomes, dates and
weaknesses beside it as in source/plan.yaml, whose parts that do not grow are taken over; the people are invented.
"""

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import indent, wrap
from typing import Any

from ruamel.yaml import YAML

Artifact = dict[str, Any]
SOURCE = Path(__file__).resolve().parent.parent / "source" / "plan.yaml"
PLAIN = re.compile(r"[A-Za-z][\w ,.()/&'–-]*[\w.)]")  # texts that need no quotation marks
MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
PRIORITIES = ({"text": "Immediate", "value": "immediate"}, {"text": "Within 6 months", "value": "six_months"})
STATUSES = {"Commenced": "started", "In progress": "in_progress", "Done": "done", "Done/ Ongoing": "done_continuing"}
PICTURES = ("hearing", "choosing-staff", "teams", "one-home", "what-works")
# No name is a word of the wording, and no initials stand in every file, as those of en-GB do.
GIVEN = ("Brisa", "Deniz", "Fenella", "Hedda", "Jorun", "Kasimir", "Ludmila", "Merete", "Nerys", "Rurik", "Wenna")
ONSETS = ("Brath", "Dunn", "Fal", "Grim", "Hask", "Kel", "Lang", "Mor", "Nor", "Rav", "Stan", "Thorn", "Vel", "Wether")
ENDINGS = ("aby", "combe", "dale", "erley", "fold", "gill", "ham", "ington", "low", "mere", "rigg", "thwaite", "wick")

# Each name with what may stand for it; a name in braces stands for one of its own.
PHRASES = {
    "action": "{verb} {object} {purpose}. {report}.|{verb} {object} with {partner}, including {object}, {purpose}.|{verb} {object} across {partner} {purpose}, and {object} for {group}.|{verb} {object} for {group} {purpose}.|{report}, with {object} for {group} in {place}.",
    "item": "Twice yearly sample audits of {object} for {group}.|Joint training on {object} for managers in {place}.",
    "verb": "Develop|Review|Agree|Put in place|Strengthen|Commission|Carry out|Consult on|Disseminate|Implement|Monitor",
    "object": "a multi agency audit|a joint working protocol|an evaluation toolkit|revised guidance for staff|a programme of training|a shared assessment framework|clear referral routes|a data sharing agreement|an annual needs analysis|a commissioning strategy|regular case file sampling|a performance dashboard|a participation framework",
    "partner": "the YOT and social care teams|schools and the PCT|all commissioned providers|voluntary organisations|health visitors and school nurses|housing and police colleagues|lead officers in each service",
    "purpose": "to ensure compliance across all agencies|to improve outcomes for {group}|so that {group} are supported earlier|to identify underlying themes and opportunities for prevention|to secure VFM and better use of resources|in line with the Business Planning process|to reduce delay in decisions about {group}",
    "group": "looked after children|care leavers|children with complex needs|young carers|families at risk of homelessness|young people at risk of offending|children missing from education|children in need of protection",
    "place": "children's centres|secondary schools|the youth service|the contact centre|each locality|residential homes",
    "report": "Diagnostics to be reported to SSCB|Diagnostics to be reported to senior managers each quarter|Progress to be reviewed by Performance Surgery|Progress to be reviewed by the partnership board and shared with {partner}",
    "outcome": "Improvement in the agreed measures for {group}.|{subject} in place and positive feedback from {partner}.|Audit supports evidence of {change} for {group}.|{subject} agreed, published and used across the service.|Better performance across the service and fewer complaints.",
    "subject": "Protocol|Toolkit and standards|Training programme|Revised guidance|Joint strategy",
    "change": "earlier help|joint working|consistent thresholds|timely decisions|fewer placement moves",
    "quote": "Ensure that {partner} have {object} in place {purpose}|Improve {change} for {group} and take appropriate action {purpose}|Undertake a robust analysis of support for {group} and put {object} in place|Develop a systematic approach to {change}",
    "weakness": "The {quality} for {group} is not robust|Integrated working is not yet established in {place}|No written {quality} with {partner}|Evaluation of initiatives for {group} is not well coordinated",
    "quality": "audit of practice|commissioning plan|monitoring framework|strategy|sharing of information",
    "whom": "children in care|young carers|parents|young people|children who need help|young people who leave care",
    "said": "Make sure that help for {whom} is good in each school. Teams should talk to each other.|Find out what works best for {whom}, and do more of it.",
    "step": "ask {whom} what would help them most|train all the staff who work with {whom}|write down who does what, and when|look at how each team helps {whom} and their friends|make it easy for {whom} to find the right person|share what we learn with schools and youth clubs|check that the help for {whom} is good",
    "proof": "You can see what has changed for {whom}.|Staff know who to ask.|Teams share what they learn.|Help comes sooner.",
    "title": "Help for {whom}|Plans for {whom}|Stable homes|Joint working",
    "story": "Inspectors asked for better support for {whom}. Staff are to be trained, and services are to agree who does what. Managers are to look at the results and share them with schools.|Inspectors wanted services for {whom} to work more closely together. The plan is to {step}, and to {step}.",
}


def phrase(name: str, chance: random.Random) -> str:
    """One of the phrases of that name, with the names in it filled in."""
    return re.sub(r"\{(\w+)\}", lambda inner: phrase(inner[1], chance), chance.choice(PHRASES[name].split("|")))


def people_of(actions: int) -> list[Artifact]:
    """Invented people, more of them for a larger plan; the first with some initials is known by them."""
    surnames = [onset + ending for ending in ENDINGS for onset in ONSETS]
    people: dict[str, Artifact] = {}
    for at in range(12 + actions // 8):
        given, surname = GIVEN[at % len(GIVEN)], surnames[at // len(GIVEN) * 3 % len(surnames) - at % len(GIVEN)]
        name, initials = f"{given} {surname}", given[0] + surname[0]
        known = any(initials == person.get("initials") for person in people.values())
        person = {"id": name.lower().replace(" ", "-"), "name": name}
        people[name] = person if known else person | {"initials": initials, "basis": "inferred"}
    return list(people.values())


def lead(people: list[Artifact], key: str, chance: random.Random) -> Artifact:
    """One or two people, written by their name or their initials."""
    chosen = chance.sample([person for person in people if key in person], chance.choice((1, 1, 2)))
    return {"text": "/".join(person[key] for person in chosen), "people": [person["id"] for person in chosen]}


def due(chance: random.Random) -> Artifact:
    """A month or two of 2009 and 2010, as officers write them."""
    months = sorted(chance.sample(range(24), chance.choice((1, 1, 1, 2))))
    text = " & ".join(f"{MONTHS[month % 12]} {9 + month // 12:02}" for month in months)
    values = [f"{2009 + month // 12}-{month % 12 + 1:02}" for month in months]
    goes_on = {"text": f"{text} and ongoing", "ongoing": True} if chance.random() < 0.1 else {}
    return {"text": text, "months": values} | goes_on


def numbered(name: str, count: int, make: Callable[[str], Artifact]) -> list[Artifact]:
    """So many entries, each made from its own name, which counts up."""
    return [{"id": f"{name}{number}"} | make(f"{name}{number}") for number in range(1, count + 1)]


def action(name: str, chance: random.Random) -> Artifact:
    """An action; one in eighteen has a list inside."""
    items = numbered(f"{name}.i", 2, lambda _: {"text": phrase("item", chance)})
    listed = {"text": "Additional controls, including:", "items": items}
    return listed if chance.random() < 1 / 18 else {"text": phrase("action", chance)}


def strand(ref: str, actions: int, people: list[Artifact], chance: random.Random) -> Artifact:
    """A row of the plan, with as much beside its actions as the real plan has."""
    statuses = [{"text": text, "value": value} for text, value in STATUSES.items()]
    dates = numbered(f"{ref}.d", round(actions * 0.55), lambda _: due(chance))
    return {
        "id": f"{ref}.s1",
        "actions": numbered(f"{ref}.a", actions, lambda name: action(name, chance)),
        "outcomes": numbered(f"{ref}.o", round(actions * 0.9), lambda _: {"text": phrase("outcome", chance)}),
        "due": dates,
        "owners": numbered(f"{ref}.l", 1 + round(actions * 0.5), lambda name: owner(name, ref, people, chance)),
        "review_date": chance.choice((None, dates[-1]["text"])),
        "status": numbered(f"{ref}.st", round(actions * 0.4), lambda _: chance.choice(statuses)),
    }


def owner(name: str, ref: str, people: list[Artifact], chance: random.Random) -> Artifact:
    """The lead of a row, who is the first of its owners, or a line of officers."""
    is_first = name == f"{ref}.l1"
    column = "csmt_lead" if is_first else "lead_officers"
    return {"column": column, **lead(people[:8] if is_first else people, "initials", chance)}


def recommendations_of(actions: int, people: list[Artifact], chance: random.Random) -> Iterator[Artifact]:
    """Recommendations with so many actions in all, four to eight in each but the last."""
    left, number = actions, 0
    while left:
        count = min(left, chance.randint(4, 8))
        left, number = left - count, number + 1
        row = strand(f"R{number:03}", count, people, chance)
        told = {"priority": chance.choice(PRIORITIES), "quote": phrase("quote", chance)}
        yield {"ref": f"R{number:03}", **told, "strands": [row]}


def told_young_people(chance: random.Random) -> Artifact:
    """A recommendation in the words of the young people's summary."""
    steps = "\n".join(f"- {phrase('step', chance)}" for _ in range(5))
    told = {"heading": phrase("title", chance), "short": phrase("title", chance), "picture": chance.choice(PICTURES)}
    sentences = {key: phrase(kind, chance) for key, kind in (("said", "said"), ("know", "proof"), ("for_you", "proof"))}
    return told | sentences | {"doing": f"{steps}\n"}


def weakness_group(name: str, people: list[Artifact], chance: random.Random) -> Artifact:
    """Three weaknesses under a heading, all with one lead."""
    leads = {"csmt_lead": lead(people[:8], "name", chance), "managers": lead(people, "name", chance)}
    items = numbered(f"{name}.", 3, lambda own: {
        "text": phrase("weakness", chance),
        "owners": [{"id": f"{own}.{column}", "column": column, **each} for column, each in leads.items()],
    })  # fmt: skip
    return {"heading": phrase("group", chance).capitalize(), "items": items}


def scalar(value: Any) -> str:
    """A value as YAML, on the line of its key; a long or broken text as a block below it."""
    if isinstance(value, list):
        return f"[{', '.join(map(scalar, value))}]"
    if not isinstance(value, str):
        return json.dumps(value)
    if "\n" in value:
        return f"|\n{indent(value, '  ').rstrip()}"
    if len(value) > 80:
        return ">-\n" + indent("\n".join(wrap(value, 96, break_on_hyphens=False)), "  ")
    return value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def yaml(value: Artifact) -> str:
    """A mapping as YAML in blocks, as people write it."""
    lines = []
    for key, inner in value.items():
        if isinstance(inner, dict):
            lines.append(f"{key}:\n{indent(yaml(inner), '  ')}")
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            entries = "\n".join(f"- {indent(yaml(entry), '  ').lstrip()}" for entry in inner)
            lines.append(f"{key}:\n{indent(entries, '  ')}")
        else:
            lines.append(f"{key}: {scalar(inner)}")
    return "\n".join(lines)


def plan_text(actions: int, seed: int) -> str:
    """The YAML text of a whole plan with so many actions: the same for the same seed."""
    chance = random.Random(seed)
    plan = YAML(typ="safe").load(SOURCE.read_text("utf-8"))
    for abbreviation in plan["abbreviations"]:
        abbreviation.pop("from", None)  # it names parts of the real plan
    plan["people"] = people = people_of(actions)
    plan["recommendations"] = list(recommendations_of(actions, people, chance))
    plan["weaknesses"] = numbered("W", round(actions / 3), lambda name: weakness_group(name, people, chance))
    plan["approvals"] = []
    young_people = plan["wording"]["young-people"]["recommendations"] = {}
    press = plan["wording"]["press"]["recommendations"] = {}
    for ref, row in ((each["ref"], each["strands"][0]) for each in plan["recommendations"]):
        young_people[ref] = told_young_people(chance)
        title = phrase("title", chance)
        press[ref] = {"title": title, "named": title, "story": phrase("story", chance)}
        told = {"from": [ref], "tells": [each["id"] for each in row["actions"]]}
        plan["approvals"] += [{"id": f"{audience}.{ref}"} | told for audience in ("young-people", "press")]
    return yaml(plan) + "\n"


def main() -> None:
    """Write the plans."""
    actions, folder, seed, plans = [*sys.argv[1:], "1", "1"][:4]
    Path(folder).mkdir(parents=True, exist_ok=True)
    for number in range(int(plans)):
        Path(folder, f"plan-{number + 1:03}.yaml").write_text(plan_text(int(actions), int(seed) + number), "utf-8")


if __name__ == "__main__":
    main()
