"""Wording beside the plan's words that it was written from, as a person reads both before approving."""

import re
from collections.abc import Iterator, Sequence

from jarpub.build.edits.approve import Approvals
from jarpub.project.plan.values import Text
from jarpub.project.plan.wording import Wording

LIST_SIGN = re.compile(r"(?:-|[0-9]+[.)])\s")


def beside_the_plan(wording: Wording) -> str:
    """The wording, the plan's words as they are now, and how those were when it was written."""
    lines = [f"{wording.id} says:", *_wording(wording)]
    for head, texts in (("It translates:", wording.translated), ("The plan says:", wording.of_the_plan)):
        lines += ["", head] if texts else []
        for name, text in texts.items():
            first, *others = rows(text.words)
            lines += [f"  {name}: {first}", *(f"    {row}" for row in others)]
    changed = {name: both for name, both in wording.differences.items() if both[0]}
    if changed:
        lines += ["", "Since the wording was written, the plan has changed:"]
    for name, (was, now) in changed.items():
        lines.append(f'  {name} said "{_in_one_row(was)}", and says "{_in_one_row(now) or "nothing"}" now')
    if wording.would_tell:
        told = f"An approval records that this tells {', '.join(wording.would_tell)}."
        lines += ["", f"{told} If it leaves one out, put that under left_out in the file of approvals first, with why."]
    return "\n".join([*lines, ""])


def _wording(wording: Wording) -> Iterator[str]:
    """Its texts with an empty line between them, so that no list runs into another; short ones by what they stand for."""
    texts = wording.read
    if len(texts) > 1 and not wording.of_the_plan:
        yield from (f"  {_stands_for(text)}: {_in_one_row(text.words)}" for text in texts)
        return
    for number, text in enumerate(texts):
        yield from [""] if number else []
        yield from (f"  {row}" for row in rows(text.words))


def _stands_for(text: Text) -> str:
    """Such as "partly done"."""
    return text.id.rpartition(".")[2].replace("_", " ")


def _in_one_row(words: str) -> str:
    return " ".join(words.split())


def rows(words: str) -> list[str]:
    """The paragraphs and the entries of lists of a text, each in one row."""
    found: list[str] = []
    goes_on = False
    for line in map(str.strip, words.splitlines()):
        if goes_on and line and not LIST_SIGN.match(line):
            found[-1] = f"{found[-1]} {line}"
        elif line:
            found.append(line)
        goes_on = bool(line)
    return found


def question(wording: Sequence[Wording], by: str, on: str) -> str:
    """What somebody is asked who has read it."""
    what = wording[0].id if len(wording) == 1 else f"these {len(wording)} texts"
    return f"Type yes to record that {by} approved {what} on {on}, or anything else to record nothing: "


def recorded(approvals: Approvals) -> Iterator[str]:
    """What was recorded, in sentences."""
    for each in approvals.approved:
        yield f"{each.now.id} is approved by {approval(each.now)}."
    told = [each for each in approvals.approved if each.told]
    if told:
        yield "These actions are recorded as told:"
        yield from (f"  {each.now.id}: {', '.join(each.told)}" for each in told)
        yield f"If the wording leaves one out, take it out of tells there in {approvals.file}, and put it under left_out, with why."
    if not approvals.approved:
        yield "All of it is approved already, and nothing was written."
    if approvals.moved:
        yield f"All approvals have moved from the plan into {approvals.file}, which this command keeps."


def approval(wording: Wording) -> str:
    """Who approved it and when, or nobody."""
    given = wording.approval
    return f"{given.by}, {given.on}" if given and given.by else "nobody"
