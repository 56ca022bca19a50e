"""What `--help` says of each command: what it does, and how it is typed."""

DESCRIPTIONS = {
    "build": """\
Makes the publications of an action plan from source/plan.yaml: the formal plan, the
young people's summary and the magazine copy, each as a web page, a PDF and a Word
file. They are put into the folder output as drafts, with a report on what can go out.
Finals are made with --final, and kept in output/final.""",
    "init": """\
Starts a project in a folder: with the plan that is in a document of yours, or with two example
recommendations to be replaced, and all that is needed to make its publications. Nothing that is there is overwritten.""",
    "update": """\
Brings the templates of a project up to those of the jarpub that is installed. A file that
somebody has changed stays as it is, and is named; the plan, brand.yaml and publications.yaml are never touched.""",
    "translate": """\
Makes a file of all that the templates say, to be translated into a language, or adds to it what
it lacks: templates/languages/cy.po for Welsh. Any program for translations opens it.""",
    "check": "Says what stands in the way of each publication, and makes no files.",
    "status": "Says which wording is approved, stale, changed or never approved.",
    "changes": """\
Says what has changed in the plan since each publication was last made with --final, or
since an earlier version of it: which publications tell it, and which words. With --word or
--pdf a publication is made with its changes marked: as a Word file with tracked changes, which
become the new words if they are all accepted, and the old ones if they are all rejected.""",
    "edits": """\
Says what a Word file changes that somebody sends back: each value with its old and new
words, by whom they were changed, what could not be placed, and the comments. With --write
what is clear goes into source/plan.yaml, where nothing else changes.""",
    "preview": """\
Shows the publications in a browser on this machine while you edit: each save of the plan,
a template or a style is seen at once, with what was found in it, and the finished files
follow. Ctrl-C ends it.""",
    "edit": """\
Opens the publications in your browser, where you write on the pages themselves: double-click
any words, or a yellow mark, and type. What you save goes into source/plan.yaml, where nothing
else changes. Ctrl-C ends it.""",
    "approve": """\
Records that somebody has read some wording beside the plan and approved it. It is
written into source/approvals.yaml, where nothing else changes. The wording is shown first,
and somebody at a terminal is asked whether to record it.""",
    "import": """\
Reads the table of an action plan out of a document, and says what it understood: what stands in
which column, which rows go on, what it is not sure of. With --to it writes a plan, and beside it
a ledger: each cell of the document is in the plan, or listed as left out.""",
    "reach": """\
Takes how often pages were seen from an export of web statistics (Google Analytics, Matomo,
Cloudflare, Jetpack for WordPress; saved as CSV) into source/reach.csv, line by line where it
is not there yet. Nothing else in that file changes; reach-report is made from it.""",
}
EXAMPLES = {
    "build": """\
examples:
  %(prog)s                                make everything
  %(prog)s young-peoples-summary          make one publication in all its formats
  %(prog)s southwark-life --format docx   make one Word file
  %(prog)s --final action-plan --by "Ann Example"
                                          make a final of it, if nothing stands in its way
  %(prog)s --explain                      say of each file why it is made, or stays as it is
  %(prog)s edit                           write on the publications in a browser
  %(prog)s preview                        see them in a browser while you edit the files
  %(prog)s changes                        what has changed since the last final
  %(prog)s build --help                   every option, such as --force, --watch and --output
  %(prog)s check, status, approve         other things to do; add --help to see how

If a text has a mistake, the command says in which line, what is wrong and the way out.
The folder output stays as it was until everything is right.""",
    "check": "The exit status is 0 if all of it could go out as final, and 1 if something stands in the way.",
    "init": """\
examples:
  %(prog)s our-plan                       asks for your organisation and for the plan that you have
  %(prog)s our-plan --organisation "Our Council" --from plan.docx
                                          starts with the plan in a document
  %(prog)s our-plan --organisation "Our Council" --title "Our action plan"
""",
    "status": "",
    "update": "",
    "translate": """\
examples:
  %(prog)s cy                             into Welsh
  %(prog)s bn                             into Bengali
""",
    "preview": "",
    "edit": "",
    "changes": """\
examples:
  %(prog)s                                since the last finals
  %(prog)s --since old-plan.yaml          since another file of the plan
  %(prog)s --since HEAD~3                 since a revision of Git
  %(prog)s southwark-life --word changed.docx
                                          one publication as a Word file with tracked changes
  %(prog)s action-plan --since HEAD~3 --pdf changed.pdf
                                          as a PDF with bars beside what has changed
  %(prog)s --marked for-the-committee     all that have changed, as Word files, PDFs and web pages
  %(prog)s --html changes.html            the list of changes as a web page, too

Changes in approved wording have the name and the day of its approval; others have those behind --by and --on, or
the council's name. Files for readers who may not meet the names of officers have only the council's.""",
    "edits": """\
examples:
  %(prog)s southwark-life.docx            what somebody changed in it
  %(prog)s southwark-life.docx --write    take what is clear into the plan
  %(prog)s southwark-life.docx --write --by "Ann Example"
                                          where Word did not record who changed it""",
    "approve": """\
examples:
  %(prog)s IA1 --for young-people --show
  %(prog)s IA1 --for young-people --by "Ann Example"
  %(prog)s IA1 IA2 MA1 --for young-people --by "Ann Example" --on 31/03/2009
  %(prog)s all --for young-people --by "Ann Example"
  %(prog)s weaknesses --for press --by "Ann Example" --note "by telephone"
""",
    "import": """\
examples:
  %(prog)s plan.docx                                what is in it, and what is in doubt
  %(prog)s plan.docx --columns "Lead=owners" "Outcome=updates" "New date=revised"
  %(prog)s plan.docx --answers "Q3=several" --to source/plan.yaml
                                                    write the plan, where there is none yet
  %(prog)s plan-v2.docx --into source/plan.yaml     what a newer copy changes
  %(prog)s plan-v2.docx --into source/plan.yaml --take IA1.a2 MA2.d1
  %(prog)s plan-v2.docx --into source/plan.yaml --withdrawn "IA3=April 2009, with the inspectors"
                                                    one that is gone from it was given up""",
    "reach": """\
examples:
  %(prog)s export.csv --page "Council website"       all of it is one page, or one site
  %(prog)s export.csv --only /jar                    only pages whose address has these letters
  %(prog)s export.csv --only /jar --month "March 2009"
                                                    an export without dates
  %(prog)s export.csv --page Whatever --date-column Tag --number-column Aufrufe
                                                    columns with other names""",
}
