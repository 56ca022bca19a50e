"""What records are in plain language, by the kind of the record that has them and the key of the list."""

from collections.abc import Mapping

# {of} is what holds the entry, {n} its number in a list of several.
# What an entry of a list is, by the kind of the record that has the list and the key of the list.
ENTRIES: Mapping[str, str] = {
    "Overview.paragraphs": "paragraph{n} of the overview",
    "Passage.items": "item{n} below {of}",
    "*.corrections": "correction{n} to {of}",
    "Recommendation.strands": "row{n} of {of}",
    "Strand.actions": "action{n} of {of}",
    "Strand.outcomes": "outcome{n} of {of}",
    "Strand.due": "delivery date{n} of {of}",
    "Strand.owners": "owner{n} of {of}",
    "Weakness.owners": "owner{n} for {of}",
    "Strand.updates": "note{n} of progress of {of}",
    "Strand.resources": "resource{n} of {of}",
    "Strand.evidence": "piece{n} of evidence of {of}",
    "*.notes": "note{n} on {of}",
    "Due.revised": "revision{n} of {of}",
    "Document.status_key": "sign{n} of the plan's own key",
    "Strand.status": "status{n} of {of}",
    "Due.months": "month{n} of {of}",
    "*.people": "person{n} meant by {of}",
    "*.unresolved": "initials{n} in {of} that stand for nobody yet",
    "WeaknessGroup.items": "weakness{n} under {of}",
    "Weakness.see": "recommendation{n} that {of} belongs to",
    "Person.variants": "other spelling{n} of the name of {of}",
    "Person.from": "reference{n} for the initials of {of}",
    "Abbreviation.from": "reference{n} for what {of} stands for",
    "Feedback.when": "month{n} in which something was done about: {of}",
    "Approval.from": "reference{n} to what the wording for {of} was written from",
    "Approval.tells": "action{n} that the wording for {of} tells",
    "Approval.left_out": "action{n} that the wording for {of} leaves out",
    "Settings.status_words": "group{n} of words that say how far work has got",
}

# What a record is where it stands alone, by its kind; in the names of what it has it is only {of}.
ALONE: Mapping[str, str] = {
    "Recommendation": "recommendation {of}",
    "WeaknessGroup": "the group of weaknesses {of}",
    "Person": "{of}, one of the people",
    "Abbreviation": "the abbreviation {of}",
    "Gap": "what the plan does not say: {of}",
    "Feedback": "what young people said: {of}",
    "Publication": "the publication {of}",
    "Approval": "the approval of the wording for {of}",
}

# Whose words a value has, said behind what it is.
WHOSE: Mapping[str, str] = {
    "Passage": ", the plan's own words",
    "Weakness": ", the plan's own words",
    "WeaknessGroup.heading": ", as printed in the plan",
    "Recommendation.quote": ", in their words",
    "Priority": ", as printed in the plan",
    "Due": ", as printed in the plan",
    "Status": ", as printed in the plan",
    "Owner": ", as printed in the plan",
    "Force": ", as printed in the plan",
    "Response": ", as printed in the plan",
    "Update": ", as printed in the plan",
    "Revision": ", as printed in the plan",
    "Strand.review_date": ", as printed in the plan",
}
