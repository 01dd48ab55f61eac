"""Grammatical relations over spaCy tokens, whatever label set the parser speaks.

Two sets are covered: **UD** (Universal Dependencies v2, as in EWT and GUM: the embedded model and any UD pipeline)
and **Clear** (ClearNLP labels of ``en_core_web_*``). Every rule asks here and never compares ``dep_`` itself.
The UD definitions are those of https://universaldependencies.org/u/dep/ ; the sections are named beside the functions.

Not here: what a relation means for attribution or events, word lists of verbs, and anything that loads a model.
"""

from collections.abc import Iterator

from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubjpass", "csubj", "csubj:pass", "csubjpass", "nsubj:outer", "csubj:outer")
_PASSIVE_SUBJECTS = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass", "csubjpass"})
_PASSIVE_AUXILIARIES = frozenset({"aux:pass", "auxpass"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "auxpass"})
_OBJECTS = ("obj", "dobj")
_RELATIVE_CLAUSES = frozenset({"acl:relcl", "relcl"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "relcl", "parataxis", "pcomp"})
_CLAUSE_HEADS = _CLAUSES | {"ROOT", "root", "csubj", "csubj:pass", "csubjpass", "csubj:outer"}
_MODIFIERS = frozenset(
    {"amod", "advmod", "compound", "nummod", "quantmod", "nmod:desc", "npadvmod", "compound:prt", "prt"}
)
_UNMARKED = frozenset({"obl:unmarked", "obl:tmod", "obl:npmod", "npadvmod", "tmod"})
_NOMINAL_MODIFIERS = frozenset({"nmod", "nmod:unmarked", "nmod:tmod", "nmod:npmod"})
_PREPOSITIONS = frozenset({"prep", "agent", "dative"})
_PREDICATES = frozenset({"VERB", "AUX"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither", "nt"})
_FINITE_TAGS = frozenset({"VBD", "VBP", "VBZ", "MD"})
# Children that are no part of a noun phrase though the noun heads them: its preposition, coordinator, and the
# clause around it when the noun is a predicate ("is a *liar*").
_OUTSIDE_PHRASE = frozenset(
    {"case", "cc", "mark", "cop", "aux", "aux:pass", "auxpass", "punct", "advcl", "advcl:relcl", "parataxis",
     "discourse", "vocative", "expl", "ccomp", "obl", "obl:unmarked", "obl:agent", "obl:tmod", "obl:npmod",
     "dislocated", "preconj", "dep", "reparandum", "orphan", *_SUBJECTS}
)  # fmt: skip
_TRIMMED = frozenset(",;:-–—.'\"“”‘’")


def _first(token: Token, labels: tuple[str, ...] | frozenset[str]) -> Token | None:
    return next((child for child in token.children if child.dep_ in labels), None)


def subject_of(token: Token, *, inherit: bool = False) -> Token | None:
    """The subject of a predicate, active or passive, nominal or clausal.

    UD ``nsubj``, ``nsubj:pass``, ``csubj*``, ``*:outer``; Clear ``nsubj``, ``nsubjpass``, ``csubj*``.
    ``inherit``: where it has none, take it from the first conjunct, or from the verb it is an open complement of
    (the object there if any: "asked *him* to leave").
    """
    for label in _SUBJECTS:
        found = _first(token, (label,))
        if found is not None:
            return found
    if not inherit:
        return None
    if token.dep_ == "conj" and token.head.i != token.i:
        return subject_of(token.head, inherit=True)
    if token.dep_ == "xcomp":
        return object_of(token.head) or subject_of(token.head, inherit=True)
    return None


def is_passive_subject(token: Token) -> bool:
    """Whether a token is the subject of a passive: UD ``nsubj:pass``, ``csubj:pass``; Clear ``nsubjpass``."""
    return token.dep_ in _PASSIVE_SUBJECTS


def is_passive(token: Token) -> bool:
    """Whether a predicate is passive: UD ``aux:pass`` or ``nsubj:pass``; Clear ``auxpass`` or ``nsubjpass``."""
    return any(child.dep_ in _PASSIVE_AUXILIARIES or child.dep_ in _PASSIVE_SUBJECTS for child in token.children)


def object_of(token: Token) -> Token | None:
    """The direct object: UD ``obj``; Clear ``dobj``.

    Two slips of small parsers are put right: the "that" of "information that it is moving *the guns*" as an object
    beside the real one, and the object of "he refused *them* to leave" as a second subject.
    """
    found = [child for child in token.children if child.dep_ in _OBJECTS]
    after = [child for child in found if child.i > token.i]
    if found:
        return (after or found)[0]
    subjects = [child.i < token.i for child in token.children if child.dep_ == "nsubj"]
    if True in subjects and False in subjects:
        return next(child for child in token.rights if child.dep_ == "nsubj")
    return None


def indirect_object_of(token: Token) -> Token | None:
    """The indirect object: UD ``iobj``; Clear ``dative`` (the noun below it where it is a preposition)."""
    found = _first(token, ("iobj", "dative"))
    return (_first(found, ("pobj",)) or found) if found is not None else None


def clausal_complement_of(token: Token, *, open_complements: bool = True, parataxis: bool = False) -> Token | None:
    """The head of the clause a predicate or noun takes as its content; the first of several.

    ``ccomp`` in both sets (UD: also of a quotation before its verb); ``xcomp`` too with ``open_complements``;
    a clause ``acl``/``ccomp`` of a noun that "that" introduces ("the claim *that* …"). With ``parataxis`` also a
    loosely attached clause, and, for a predicate that is itself inserted ("These employees, he *explained*, were
    …"), the clause it is inserted in (UD reported speech, section ``parataxis``).
    """
    return next(iter(clausal_complements_of(token, open_complements=open_complements, parataxis=parataxis)), None)


def clausal_complements_of(token: Token, *, open_complements: bool = True, parataxis: bool = False) -> list[Token]:
    """As ``clausal_complement_of``, but all of them: ``ccomp`` first, then ``xcomp``, then the loose ones."""
    children = list(token.children)
    found = [child for child in children if child.dep_ == "ccomp"]
    if token.pos_ in {"NOUN", "PROPN", "PRON"}:
        found += [c for c in children if c.dep_ == "acl" and (m := marker_of(c)) is not None and m.lower_ == "that"]
    if open_complements:
        found += [child for child in children if child.dep_ == "xcomp"]
    if parataxis:
        found += [child for child in children if child.dep_ == "parataxis"]
        if token.dep_ == "parataxis" and token.head.i != token.i:
            found.append(token.head)
    return found


def _prepositional(token: Token, prefix: str = "") -> Iterator[tuple[str, Token]]:
    """Clear: the nouns below a preposition, with its text; "out of" is a preposition below a preposition."""
    text = f"{prefix} {token.lower_}".strip()
    for child in token.children:
        if child.dep_ in {"pobj", "pcomp"}:
            yield text, child
        elif child.dep_ == "prep":
            yield from _prepositional(child, text)


def case_of(token: Token) -> str:
    """The preposition(s) of a noun in lower case, "" for none: UD ``case`` and its ``fixed``; Clear ``prep`` above."""
    words: list[Token] = []
    for child in token.children:
        if child.dep_ == "case" and child.i < token.i:
            words.append(child)
            words += [below for below in child.children if below.dep_ == "fixed"]
    if words:
        return " ".join(word.lower_ for word in sorted(words, key=lambda word: word.i))
    if token.dep_ in {"pobj", "pcomp"}:
        above = [token.head]
        while above[-1].dep_ == "prep" and above[-1].head.dep_ in _PREPOSITIONS:
            above.append(above[-1].head)
        return " ".join(word.lower_ for word in reversed(above))
    return ""


def obliques_of(token: Token) -> list[tuple[str, Token]]:
    """(preposition in lower case, noun) of each oblique of a predicate; "" where there is no preposition.

    UD ``obl``, ``obl:agent``, ``obl:unmarked`` with their ``case``; Clear ``prep``/``agent``/``dative`` → ``pobj``,
    ``npadvmod``.
    """
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in {"obl", "obl:agent"} or child.dep_ in _UNMARKED:
            found.append((case_of(child), child))
        elif child.dep_ in _PREPOSITIONS:
            found += _prepositional(child)
    return found


def agent_of(token: Token) -> Token | None:
    """Who does what a passive says: UD ``obl:agent``, or ``obl`` with "by" of a passive; Clear ``agent`` → ``pobj``."""
    for child in token.children:
        if child.dep_ == "obl:agent":
            return child
        if child.dep_ == "agent":
            return next((noun for _, noun in _prepositional(child)), None)
    if is_passive(token) or token.dep_ == "acl":
        return next((noun for case, noun in obliques_of(token) if case == "by"), None)
    return None


def modifiers(token: Token) -> list[Token]:
    """Adjectives, adverbs, numbers, compounds, titles and particles, in text order.

    UD ``amod advmod compound compound:prt nummod nmod:desc``; Clear ``amod advmod compound nummod quantmod prt``.
    """
    return [child for child in token.children if child.dep_ in _MODIFIERS]


def possessor_of(token: Token) -> Token | None:
    """The possessor ("*Russia*'s demands", "*its* report"): UD ``nmod:poss``; Clear ``poss``."""
    return _first(token, ("nmod:poss", "poss"))


def nominal_modifiers_of(noun: Token) -> list[tuple[str, Token]]:
    """(preposition in lower case, noun) below a noun ("report *of the Institute*"), possessors left out.

    UD ``nmod``, ``nmod:unmarked``; Clear ``prep`` → ``pobj``.
    """
    found: list[tuple[str, Token]] = []
    for child in noun.children:
        if child.dep_ in _NOMINAL_MODIFIERS:
            found.append((case_of(child), child))
        elif child.dep_ == "prep":
            found += _prepositional(child)
    return found


def appositions_of(noun: Token) -> list[Token]:
    """Second names of the same thing: ``appos`` in both sets."""
    return [child for child in noun.children if child.dep_ == "appos"]


def conjuncts_of(token: Token) -> list[Token]:
    """The conjuncts after this one, in text order: UD hangs all on the first, Clear each on the one before."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ == "conj":
            found += [child, *conjuncts_of(child)]
    return sorted(found, key=lambda conjunct: conjunct.i)


def auxiliaries_of(token: Token) -> list[Token]:
    """Auxiliaries in text order, "to" left out: UD ``aux``, ``aux:pass``; Clear ``aux``, ``auxpass``."""
    return [child for child in token.children if child.dep_ in _AUXILIARIES and child.tag_ != "TO"]


def copula_of(token: Token) -> Token | None:
    """The "be" of a predicate that is no verb: UD ``cop``. In Clear "be" itself is the head: see ``predicative_of``."""
    return _first(token, ("cop",))


def predicative_of(token: Token) -> Token | None:
    """What a subject is said to be: UD the token itself where it has a ``cop``; Clear ``attr``, ``acomp``."""
    if copula_of(token) is not None:
        return token
    return _first(token, ("attr", "acomp", "oprd"))


def negation_of(token: Token) -> Token | None:
    """The word that negates a predicate or noun ("not", "never", "no"), also one on its auxiliaries.

    UD ``advmod`` / ``det`` with a negative word; Clear ``neg``, ``det`` "no".
    """
    for child in token.children:
        if child.dep_ == "neg":
            return child
        if child.dep_ in {"advmod", "det", "cc:preconj"} and child.lower_ in _NEGATIONS:
            return child
    for auxiliary in auxiliaries_of(token):
        for child in auxiliary.children:
            if child.dep_ in {"neg", "advmod"} and child.lower_ in _NEGATIONS:
                return child
    return None


def is_clause_head(token: Token) -> bool:
    """Whether a token heads a clause: a root, a complement, adverbial or relative clause, or a conjoined predicate."""
    if token.dep_ in _CLAUSE_HEADS:
        return True
    return token.dep_ == "conj" and (token.pos_ in _PREDICATES or subject_of(token) is not None)


def governing_clause(token: Token) -> Token | None:
    """The head of the clause above: the nearest ancestor that heads a clause; None for a root."""
    current = token
    while current.head.i != current.i:
        current = current.head
        if is_clause_head(current):
            return current
    return None


def relative_clause_of(noun: Token) -> Token | None:
    """The head of the relative clause on a noun: UD ``acl:relcl``; Clear ``relcl``."""
    return _first(noun, _RELATIVE_CLAUSES)


def marker_of(token: Token) -> Token | None:
    """The word that introduces a clause ("that", "if", "to"): ``mark`` in both sets; Clear "to" is an ``aux``."""
    found = _first(token, ("mark",))
    if found is not None:
        return found
    return next((child for child in token.children if child.dep_ == "aux" and child.tag_ == "TO"), None)


def is_finite(token: Token) -> bool:
    """Whether a clause is finite: its head, an auxiliary or its copula is a past, present or modal form."""
    if (marker := marker_of(token)) and marker.tag_ == "TO":
        return False
    if token.tag_ in _FINITE_TAGS:
        return True
    return any(c.tag_ in _FINITE_TAGS for c in token.children if c.dep_ in _AUXILIARIES or c.dep_ == "cop")


def noun_phrase(
    token: Token, *, conjuncts: bool = True, appositions: bool = True, clauses: bool = False
) -> tuple[int, int]:
    """Character offsets (start, end) in the doc of the noun phrase a noun heads, edge punctuation trimmed.

    Its own preposition and coordinator, and the clause around a predicate noun, are left out; prepositional phrases
    below stay in. Relative and other clauses on the noun join only with ``clauses``.
    """
    left = right = token.i
    is_predicate = copula_of(token) is not None
    for child in token.children:
        label = child.dep_
        if label in _OUTSIDE_PHRASE or (is_predicate and label == "advmod"):
            continue
        if (label == "prep" and child.i < token.i) or (label == "conj" and not conjuncts):
            continue
        if (label == "appos" and not appositions) or (not clauses and (label in _RELATIVE_CLAUSES or label == "acl")):
            continue
        low, high = _extent(child, clauses=clauses)
        left, right = min(left, low), max(right, high)
    if (possessive := next((c for c in token.children if c.dep_ == "case" and c.tag_ == "POS"), None)) is not None:
        right = max(token.i, right) if right > possessive.i else token.i
    doc = token.doc
    while right > token.i and doc[right].text in _TRIMMED:
        right -= 1
    while left < token.i and doc[left].text in _TRIMMED:
        left += 1
    return doc[left].idx, doc[right].idx + len(doc[right].text)


def _extent(token: Token, *, clauses: bool) -> tuple[int, int]:
    """First and last token of a subtree, without the clauses at its end unless they are asked for."""
    left = right = token.i
    for child in token.children:
        is_trailing = child.i > token.i and child.dep_ in _CLAUSES and child.dep_ != "pcomp"
        if is_trailing and not clauses and token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            continue
        low, high = _extent(child, clauses=clauses)
        left, right = min(left, low), max(right, high)
    return left, right


_ENTITY_KINDS = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "LOC": "place", "GPE": "place", "FAC": "place",
    "NORP": "group",
}  # fmt: skip


def entity_kind(label: str) -> str:
    """What an entity label stands for: person, organisation, place, group (nationality, party, faith) or other.

    The embedded model says ``PERSON ORG LOC NORP MISC``; ``en_core_web_*`` also ``GPE FAC`` and more.

    >>> entity_kind("GPE"), entity_kind("MISC")
    ('place', 'other')
    """
    return _ENTITY_KINDS.get(label, "other")
