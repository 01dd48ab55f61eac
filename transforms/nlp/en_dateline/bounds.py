"""The pipe that takes back sentence bounds inside a written word: "Commander | -in-Chief".

The sentence recogniser sees words and not the spaces between them, and a hyphen often stands at the start of a line as
a bullet. It runs between that recogniser and the parser, which keeps to the bounds. Not here: finding bounds.
"""

from spacy.language import Language
from spacy.tokens import Doc

NAME = "dateline_bounds"
_MAY_END = frozenset(".!?…:;\"'”’»)]")


@Language.component(NAME, assigns=["token.is_sent_start"])
def join_words(doc: Doc) -> Doc:
    """Let no sentence start where no space is, unless an end mark stands before ("He left.She stayed.")."""
    for i in range(1, len(doc)):
        token = doc[i]
        if token.is_sent_start and not doc[i - 1].whitespace_ and doc[i - 1].text[-1] not in _MAY_END:
            token.is_sent_start = False
    return doc
