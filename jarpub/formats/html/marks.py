"""The styles of words that are new or gone: they are told apart without colour, and heard by those who do not see them.

The colours stand on grounds of their own, so that they can be read wherever the words stand, on dark screens too.
A picture stays in its mark only as long as it is no block: WeasyPrint takes blocks out of what they stand in.
"""

STYLES = """\
ins { color: #0f3d20; background: #d9f2e0; text-decoration: underline double; }
del { color: #6b1414; background: #fbe3e3; text-decoration: line-through; }
ins svg, del svg { display: inline-block !important; }
ins svg { outline: 3px double #0f3d20; }
del svg { outline: 2px dashed #6b1414; }
del + ins { margin-left: 0.15em; }
.with-changes { border: 1px solid; padding: 0.2em 0.5em; }
"""
# Most programs that read aloud do not say that words are inserted or deleted; the legend has the same words.
HEARD = "".join(
    f'{tag}::before {{ {{hidden}} content: " [{words}: "; }}\n{tag}::after {{ {{hidden}} content: "] "; }}\n'
    for tag, words in (("ins", "inserted"), ("del", "deleted"))
).replace("{hidden}", "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);")
