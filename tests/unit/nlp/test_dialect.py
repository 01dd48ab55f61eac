"""Relations on hand-built docs, each sentence once in UD and once in ClearNLP labels."""

import pytest
import spacy
from spacy.tokens import Doc, Token

from transforms.nlp import dialect

VOCAB = spacy.blank("en").vocab


def build(rows: str) -> Doc:
    """Make a doc of "word tag upos relation head" rows, heads counted from 1, 0 for the root."""
    fields = [row.split() for row in rows.strip().splitlines()]
    return Doc(
        VOCAB,
        words=[f[0] for f in fields],
        spaces=[True] * (len(fields) - 1) + [False],
        tags=[f[1] for f in fields],
        pos=[f[2] for f in fields],
        deps=["ROOT" if f[4] == "0" else f[3] for f in fields],
        heads=[(i if f[4] == "0" else int(f[4]) - 1) for i, f in enumerate(fields)],
        lemmas=[f[0].lower() for f in fields],
    )


def tok(doc: Doc, text: str) -> Token:
    return next(token for token in doc if token.text == text)


def texts(tokens: list[Token]) -> list[str]:
    return [token.text for token in tokens]


def pairs(found: list[tuple[str, Token]]) -> list[tuple[str, str]]:
    return [(case, token.text) for case, token in found]


# Analysts said that Putin was met by troops in Minsk.
PASSIVE = {
    "ud": build("""
Analysts NNS NOUN nsubj 2
said VBD VERB root 0
that IN SCONJ mark 6
Putin NNP PROPN nsubj:pass 6
was VBD AUX aux:pass 6
met VBN VERB ccomp 2
by IN ADP case 8
troops NNS NOUN obl:agent 6
in IN ADP case 10
Minsk NNP PROPN obl 6
. . PUNCT punct 2
"""),
    "clear": build("""
Analysts NNS NOUN nsubj 2
said VBD VERB root 0
that IN SCONJ mark 6
Putin NNP PROPN nsubjpass 6
was VBD AUX auxpass 6
met VBN VERB ccomp 2
by IN ADP agent 6
troops NNS NOUN pobj 7
in IN ADP prep 6
Minsk NNP PROPN pobj 9
. . PUNCT punct 2
"""),
}

# A ditransitive with negation, a possessor and a conjunct.
GIVE = {
    "ud": build("""
The DT DET det 2
head NN NOUN nsubj 8
of IN ADP case 5
its PRP$ PRON nmod:poss 5
staff NN NOUN nmod 2
did VBD AUX aux 8
not RB PART advmod 8
give VB VERB root 0
Kyiv NNP PROPN iobj 8
the DT DET det 12
old JJ ADJ amod 12
tanks NNS NOUN obj 8
and CC CCONJ cc 14
guns NNS NOUN conj 12
"""),
    "clear": build("""
The DT DET det 2
head NN NOUN nsubj 8
of IN ADP prep 2
its PRP$ PRON poss 5
staff NN NOUN pobj 3
did VBD AUX aux 8
not RB PART neg 8
give VB VERB root 0
Kyiv NNP PROPN dative 8
the DT DET det 12
old JJ ADJ amod 12
tanks NNS NOUN dobj 8
and CC CCONJ cc 12
guns NNS NOUN conj 12
"""),
}

# Apposition, relative clause, open complement, a preposition of two words.
MAYOR = {
    "ud": build("""
The DT DET det 2
mayor NN NOUN nsubj 10
, , PUNCT punct 4
Ivan NNP PROPN appos 2
Petrov NNP PROPN flat 4
, , PUNCT punct 4
who WP PRON nsubj 8
left VBD VERB acl:relcl 2
, , PUNCT punct 2
wants VBZ VERB root 0
to TO PART mark 12
return VB VERB xcomp 10
to IN ADP case 14
town NN NOUN obl 12
because IN ADP case 17
of IN ADP fixed 15
war NN NOUN obl 12
"""),
    "clear": build("""
The DT DET det 2
mayor NN NOUN nsubj 10
, , PUNCT punct 2
Ivan NNP PROPN compound 5
Petrov NNP PROPN appos 2
, , PUNCT punct 2
who WP PRON nsubj 8
left VBD VERB relcl 2
, , PUNCT punct 2
wants VBZ VERB root 0
to TO PART aux 12
return VB VERB xcomp 10
to IN ADP prep 12
town NN NOUN pobj 13
because IN ADP prep 12
of IN ADP prep 15
war NN NOUN pobj 16
"""),
}

both = pytest.mark.parametrize("labels", ["ud", "clear"])


@both
def test_passive(labels: str) -> None:
    doc = PASSIVE[labels]
    met, said = tok(doc, "met"), tok(doc, "said")
    subject = dialect.subject_of(met)
    assert subject is not None
    assert subject.text == "Putin"
    assert dialect.is_passive_subject(subject)
    assert dialect.is_passive(met)
    assert not dialect.is_passive(said)
    agent = dialect.agent_of(met)
    assert agent is not None
    assert agent.text == "troops"
    assert pairs(dialect.obliques_of(met)) == [("by", "troops"), ("in", "Minsk")]
    assert texts(dialect.auxiliaries_of(met)) == ["was"]
    assert dialect.is_finite(met)


@both
def test_content_of_a_verb(labels: str) -> None:
    doc = PASSIVE[labels]
    said, met = tok(doc, "said"), tok(doc, "met")
    assert dialect.clausal_complement_of(said) == met
    assert dialect.clausal_complement_of(met) is None
    marker = dialect.marker_of(met)
    assert marker is not None
    assert marker.text == "that"
    assert dialect.governing_clause(met) == said
    assert dialect.governing_clause(tok(doc, "Minsk")) == met
    assert dialect.governing_clause(said) is None


@both
def test_objects_negation_and_conjuncts(labels: str) -> None:
    doc = GIVE[labels]
    give, tanks = tok(doc, "give"), tok(doc, "tanks")
    assert dialect.object_of(give) == tanks
    assert dialect.indirect_object_of(give) == tok(doc, "Kyiv")
    assert dialect.negation_of(give) == tok(doc, "not")
    assert dialect.negation_of(tanks) is None
    assert texts(dialect.conjuncts_of(tanks)) == ["guns"]
    assert texts(dialect.modifiers(tanks)) == ["old"]
    assert pairs(dialect.nominal_modifiers_of(tok(doc, "head"))) == [("of", "staff")]
    assert dialect.possessor_of(tok(doc, "staff")) == tok(doc, "its")
    assert dialect.case_of(tok(doc, "staff")) == "of"


@both
def test_noun_phrases(labels: str) -> None:
    doc = GIVE[labels]
    start, end = dialect.noun_phrase(tok(doc, "head"))
    assert doc.text[start:end] == "The head of its staff"
    start, end = dialect.noun_phrase(tok(doc, "tanks"))
    assert doc.text[start:end] == "the old tanks and guns"
    start, end = dialect.noun_phrase(tok(doc, "tanks"), conjuncts=False)
    assert doc.text[start:end] == "the old tanks"
    start, end = dialect.noun_phrase(tok(doc, "staff"))
    assert doc.text[start:end] == "its staff"


@both
def test_clauses_on_a_noun(labels: str) -> None:
    doc = MAYOR[labels]
    mayor = tok(doc, "mayor")
    assert dialect.relative_clause_of(mayor) == tok(doc, "left")
    assert len(dialect.appositions_of(mayor)) == 1
    start, end = dialect.noun_phrase(mayor)
    assert doc.text[start:end] == "The mayor , Ivan Petrov"
    start, end = dialect.noun_phrase(mayor, appositions=False)
    assert doc.text[start:end] == "The mayor"
    start, end = dialect.noun_phrase(mayor, clauses=True)
    assert doc.text[start:end] == "The mayor , Ivan Petrov , who left"


@both
def test_open_complement(labels: str) -> None:
    doc = MAYOR[labels]
    wants, back = tok(doc, "wants"), tok(doc, "return")
    assert dialect.clausal_complement_of(wants) == back
    assert dialect.clausal_complement_of(wants, open_complements=False) is None
    assert dialect.subject_of(back) is None
    assert dialect.subject_of(back, inherit=True) == tok(doc, "mayor")
    assert not dialect.is_finite(back)
    assert dialect.is_finite(wants)
    marker = dialect.marker_of(back)
    assert marker is not None
    assert marker.text == "to"
    assert pairs(dialect.obliques_of(back)) == [("to", "town"), ("because of", "war")]


def test_inserted_verb_has_the_clause_around_it_as_content() -> None:
    doc = build("""
They PRP PRON nsubj 7
, , PUNCT punct 4
he PRP PRON nsubj 4
said VBD VERB parataxis 7
, , PUNCT punct 4
had VBD AUX aux 7
fled VBN VERB root 0
""")
    said = tok(doc, "said")
    assert dialect.clausal_complement_of(said) is None
    assert dialect.clausal_complement_of(said, parataxis=True) == tok(doc, "fled")


def test_copula_in_both_dialects() -> None:
    ud = build("""
He PRP PRON nsubj 5
is VBZ AUX cop 5
not RB PART advmod 5
a DT DET det 5
liar NN NOUN root 0
""")
    clear = build("""
He PRP PRON nsubj 2
is VBZ AUX root 0
not RB PART neg 2
a DT DET det 5
liar NN NOUN attr 2
""")
    assert dialect.predicative_of(ud[4]) == ud[4]
    assert dialect.copula_of(ud[4]) == ud[1]
    assert dialect.predicative_of(clear[1]) == clear[4]
    assert dialect.is_finite(ud[4])
    assert dialect.negation_of(ud[4]) == ud[2]
    assert dialect.negation_of(clear[1]) == clear[2]
    assert dialect.noun_phrase(ud[4]) == (10, 16)


def test_quotation_before_its_verb_and_noun_content() -> None:
    doc = build("""
the DT DET det 2
claim NN NOUN root 0
that IN SCONJ mark 5
he PRP PRON nsubj 5
lied VBD VERB acl 2
""")
    assert dialect.clausal_complement_of(doc[1]) == doc[4]


@pytest.mark.parametrize(
    ("label", "kind"), [("PERSON", "person"), ("GPE", "place"), ("LOC", "place"), ("NORP", "group"), ("DATE", "other")]
)
def test_entity_kinds(label: str, kind: str) -> None:
    assert dialect.entity_kind(label) == kind


# "that he moved guns", as small parsers slip: the complementiser as an object, the object as a second subject.
SLIPS = build("""
he PRP PRON nsubj 3
probably RB ADV advmod 3
refused VBD VERB root 0
them PRP PRON nsubj 3
that WDT PRON obj 7
troops NNS NOUN nsubj 7
moved VBD VERB ccomp 3
guns NNS NOUN obj 7
""")


def test_slips_of_small_parsers_do_not_hide_the_object() -> None:
    assert dialect.object_of(tok(SLIPS, "refused")) == tok(SLIPS, "them")
    assert dialect.object_of(tok(SLIPS, "moved")) == tok(SLIPS, "guns")
    assert dialect.subject_of(tok(SLIPS, "refused")) == tok(SLIPS, "he")
