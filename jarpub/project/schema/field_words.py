"""What is said at each field of a form, or of a file in an editor: what it is called, what it is for, what can be chosen."""

from collections.abc import Mapping

LABELS: Mapping[str, str] = {
    "Due.text": "The date as printed",
    "Due.months": "The months that it means",
    "Due.ongoing": "The work goes on after that",
    "Status.text": "The status as printed",
    "Status.value": "How far the work has got",
    "Priority.text": "The priority as printed",
    "Priority.value": "One word for all that is as urgent",
    "Owner.text": "The names or initials as printed",
    "Owner.vacant": "Nobody has this post",
    "*.column": "The column that it stands in",
    "Status.confidence": "Whether it is on track",
    "Update.text": "The note of progress",
    "Update.on": "Its date, as printed",
    "Update.by": "Who wrote it",
    "*.withdrawn": "When, or why, it was given up",
    "Passage.baseline": "Where it stood",
    "Passage.target": "Where it is to stand",
    "Passage.actual": "Where it stands",
    "Passage.see": "What it belongs to",
    "Due.revised": "Dates that took its place",
    "Plan.people": "People",
    "*.people": "The people who are meant",
    "*.unresolved": "Initials that stand for nobody yet",
    "Passage.text": "The plan's own words",
    "Passage.items": "The items below",
    "Passage.query": "A question about these words",
    "*.corrections": "Corrections",
    "Weakness.text": "The plan's own words",
    "*.owners": "Who answers for it",
    "Weakness.see": "The recommendations that it belongs to",
    "Correction.find": "The words that are there",
    "Correction.replace": "The words that are meant",
    "Correction.why": "Why",
    "*.approved": "Somebody has approved it",
    "Person.approved": "Somebody has confirmed the initials",
    "Abbreviation.approved": "Somebody has confirmed what it stands for",
    "Person.variants": "Other spellings of the name",
    "Person.email": "Email address",
    "Person.phone": "Telephone number",
    "*.basis": "How we know",
    "*.from": "Where we know it from",
    "Abbreviation.term": "The short form",
    "Abbreviation.meaning": "What it stands for",
    "*.ask": "Whom to ask",
    "Gap.answer": "The answer",
    "LeftOut.action": "The action",
    "LeftOut.why": "Why the wording leaves it out",
    "Approval.from": "What the wording was written from",
    "Approval.approved": "The sum of the wording as it was approved",
    "Gap.role": "The name by which publications ask for it",
    "*.blocking": "Finals wait for the answer",
    "*.answered_by": "The answer is taken from",
    "Plan.consultation": "What young people said",
    "Feedback.said": "What young people said",
    "Feedback.did": "What we did, or why not",
    "Feedback.when": "When",
    "Feedback.group": "Which group said it",
    "Recommendation.quote": "What the inspectors asked for, in their words",
    "Recommendation.strands": "The rows of the plan table",
    "Strand.due": "Delivery dates",
    "Strand.status": "Statuses",
    "WeaknessGroup.items": "The weaknesses",
    "Revision.text": "The later date, as printed",
    "Force.text": "How strongly the inspectors put it, as printed",
    "Response.text": "What is said to it, as printed",
    "Publication.picture_words": "What the picture shows",
    "Sign.sign": "A word or a colour of the plan's own key",
    "ReadingLimits.grade": "The highest grade (Flesch-Kincaid) of the whole",
    "ReadingLimits.item_grade": "The highest grade (Flesch-Kincaid) of what tells one recommendation",
    "ReadingLimits.smog": "The highest SMOG grade of the whole",
    "ReadingLimits.mean_sentence": "The most words to a sentence, over the whole",
    "ReadingLimits.long_sentence": "The most words of a sentence that is easy to read",
    "ReadingLimits.longest_sentence": "The most words that a sentence may have",
    "ReadingLimits.long_words": "Words of three syllables or more that readers know",
    "Fairness.attributed": "The classes of the parts that must say whose finding they tell",
    "Fairness.attribution": "The words that say whose finding it is",
    "Fairness.praise": "Praise, which only a quote may have",
    "StatusWords.words": "Words that say how far work has got",
    "StatusWords.values": "The statuses beside which they are true",
    "Question.role": "The role by which publications ask for the answer",
    "Question.question": "What the plan is asked",
    "Brand.organisation": "The council's name",
    "Brand.logo": "The file with the logo",
    "Colours.accent": "First colour",
    "Colours.accent_in_the_dark": "First colour, on dark screens",
    "Colours.second": "Second colour",
    "Colours.second_in_the_dark": "Second colour, on dark screens",
    "Colours.tint": "Pale ground of the first colour",
    "Colours.warm": "Pale ground of the second colour",
    "Fonts.plain": "Font of plain text",
    "Fonts.easy": "Font of text that is easy to read",
    "Fonts.word": "Font of Word files",
}

HELP: Mapping[str, str] = {
    "Due.text": "The action plan prints these words.",
    "Due.months": "The other publications print these. They must be the months that the printed date names.",
    "Due.ongoing": "Where the printed date says so: the other publications then say that some of it goes on.",
    "Status.text": "The action plan prints these words.",
    "Status.value": "The other publications say this in words of their own. It must be what the printed status says.",
    "Priority.text": "The action plan prints these words.",
    "Owner.text": "The action plan prints these words.",
    "Plan.people": "Everybody whom the plan names.",
    "*.people": "Those whose names or initials are printed.",
    "*.unresolved": "Initials in the printed words that nobody among the people has.",
    "Passage.query": "A question for the plan's owner. It is printed nowhere.",
    "Correction.find": "Some of the words, exactly as they stand; the first place is changed.",
    "*.approved": "Only then is it used in the publications.",
    "Approval.approved": "The command approve writes it.",
    "Person.initials": "The letters that stand for this person in the plan.",
    "Person.variants": "As they stand elsewhere in the plan: nobody's name is printed where readers are not to see it.",
    "Abbreviation.meaning": "It is printed once somebody has confirmed it, or where the plan itself says it.",
    "Gap.role": "With none, the answer is only kept on record.",
    "*.blocking": "No final can be made before of the publications that need it.",
    "Plan.consultation": "What came back when young people were asked, for “You said, we did”.",
    "Feedback.said": "In their words, and nobody's name.",
    "Feedback.did": "Leave it empty until something was decided: the page then shows that nothing is recorded.",
    "Feedback.group": "Such as a school council. A group, and nobody's name.",
    "Publication.language": "A code such as cy, where it is translated: its wording has that ending, like young-people-cy.",
    "Brand.language": "A code such as en-GB: screen readers take it for the voice that they read in.",
    "Brand.logo": "A picture of shapes (SVG) in the folder of templates.",
    "Document.plan_columns.*": "The head of a column of the plan table.",
    "Document.weaknesses_columns.*": "The head of a column of the weaknesses table.",
    "Colours.accent": "Headings, heads of tables and links.",
    "Colours.second": "Labels and pictures of the summary.",
    "Fonts.word": "One that every Word has: a Word file does not bring its fonts along.",
}

CHOICES: Mapping[str, str] = {
    "started": "Started",
    "in_progress": "In progress",
    "done": "Done",
    "done_continuing": "Done, and goes on",
    "done_checked": "Done, and checked",
    "not_ours": "For others to do",
    "not_agreed": "Not agreed",
    "stated": "The plan says it",
    "inferred": "Worked out from the plan",
    "usage": "It is the usual term",
    "guess": "It is a guess",
    "people": "The people and their initials",
    "abbreviations": "The abbreviations",
}


def label(kind: str, key: str) -> str:
    """What a field is called: its key in words, where nothing else is said."""
    words = in_words(key)
    return said(LABELS, kind, key) or f"{words[:1].upper()}{words[1:]}"


def help_for(kind: str, key: str) -> str:
    """What a field is for, where that has to be said."""
    return said(HELP, kind, key)


def choice(value: str) -> str:
    """A known value in plain language: in words, where nothing else is said, so that a new one needs no code."""
    words = in_words(value)
    return CHOICES.get(value, f"{words[:1].upper()}{words[1:]}")


def said(table: Mapping[str, str], kind: str, key: str) -> str:
    """What a table says of a field: of that kind and key, of all keys of that kind, of that key in every kind."""
    names = (f"{kind}.{key}", f"{kind}.*", f"*.{key}")
    return next((table[name] for name in names if name in table), "")


def in_words(key: str) -> str:
    """A key as words: those of "csmt_lead" are "csmt lead"."""
    return key.replace("_", " ").replace("-", " ").strip() or "value"
