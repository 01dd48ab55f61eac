"""How real a text says an event is, and whether it is only background.

The walk goes from the trigger up the tree and keeps the least certain reading met: negation, modal auxiliaries, adverbs
and conditions on the way, and what each governing word implies of its complement, affirmed and negated (implicative
and factive signatures: Karttunen 1971; Nairn, Condoravdi and Karttunen 2006; FactBank's source-introducing predicates).
Definite nominals and relative clauses are presupposed and survive a negated verb above. In doubt an event is not fact.

Not here: how sure a speaker is of a claim as a whole (`transforms/nlp/clauses.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from transforms.nlp import dialect
from transforms.nlp.event_lexicon import event_lexicon, lemma_of, part_of_speech
from transforms.nlp.event_types import Trigger
from transforms.nlp.modality_forms import (
    RELATIVE,
    existing,
    first_conjunct,
    has_helper,
    is_definite,
    is_future_in_past,
    is_generic,
    is_imperative,
    is_infinitive,
    is_inverted,
    is_known_by,
    is_modal,
    is_negated_noun,
    is_nobody,
    is_perfect,
    is_perfect_tense,
    phrase,
    skip_preposition,
)
from transforms.nlp.modality_words import modality_words, signature_of, signature_with

FACTUAL = "factual"
MODALITIES = (FACTUAL, "probable", "planned", "possible", "hypothetical", "irrealis", "negated")
"""Readings from certain to denied; the walk keeps the last one met."""
_RANK = {modality: rank for rank, modality in enumerate(MODALITIES)}
_PRESUPPOSING_CASES = frozenset(
    {"despite", "after", "following", "during", "amid", "since", "because of", "due to", "in", "over", "through", "by",
     "from", "amidst", "in response to", "in retaliation for", "in connection with"}
)  # fmt: skip
_EARLIER = frozenset({"previously", "earlier", "formerly", "historically", "once"})
_PURPOSE_MARKERS = frozenset({"to", "for", "so", "in"})
_COMPLEMENTS = frozenset(
    {"ccomp", "xcomp", "csubj", "csubj:pass", "csubjpass", "obj", "dobj", "nsubj:pass", "nsubjpass", "iobj", "pobj",
     "pcomp", "attr", "oprd", "acomp"}
)  # fmt: skip
_BELOW_NOUN = frozenset({"nmod", "pobj", "nmod:of"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass", "obj", "dobj"})
_ADVERBIAL = frozenset({"advmod", "npadvmod", "obl:npmod"})
_AT = frozenset({"during", "at", "in", "on", "ahead of", "before"})
_GERUND_CASES = frozenset({"from", "against", "of", "about", "into", "with", "in", "at", "on", "to", "for"})
_PAST = frozenset({"VBD", "VBN"})


@dataclass(frozen=True, slots=True)
class Reality:
    """`modality` as in the table but `factual` for asserted and reported; `is_future` of what has yet to come."""

    modality: str
    is_background: bool = False
    is_future: bool = False
    is_presupposed: bool = False


def judge(trigger: Trigger, is_said: Callable[[Token], bool]) -> Reality:
    """The reality of a trigger as its sentence shows it.

    `is_said` tells whether a token stands in the same attributed content as the trigger: a clause that only seems to
    modify a noun of the attribution ("there was information from X *that Russia has started* …") is its content.
    """
    walk = _Walk(is_said)
    if trigger.is_nominal:
        walk.noun(trigger.core)
    else:
        walk.predicate(trigger.predicate)
        if trigger.predicate.i != trigger.core.i:
            walk.weaken(_attributes(trigger.core))
            if is_negated_noun(trigger.core):
                walk.weaken("negated")
    if trigger.is_nominal and (copula := dialect.copula_of(trigger.core)) is not None and copula.tag_ in {"VBZ", "VBP"}:
        walk.is_earlier = True  # "this is an attack on all of us"
    background = walk.is_earlier or (trigger.is_state and trigger.is_nominal) or is_known_by(trigger)
    return Reality(walk.modality, background, walk.is_future, walk.is_presupposed)


def has_taken_place(verb: Token) -> bool:
    """Whether a verb tells what has been done, or is being done: not "will say", "may say", "if it says"."""
    walk = _Walk(lambda _: False)
    walk.predicate(verb)
    return walk.modality == FACTUAL and not walk.is_future


class _Walk:
    """State of the walk up from one trigger."""

    def __init__(self, is_said: Callable[[Token], bool]) -> None:
        self.is_said = is_said
        self.modality = FACTUAL
        self.is_future = False
        self.is_earlier = False
        self.is_presupposed = False

    def weaken(self, modality: str) -> None:
        if _RANK[modality] > _RANK[self.modality]:
            self.modality = modality

    def predicate(self, token: Token) -> None:
        """A verb or predicate adjective: its own negation, auxiliaries and adverbs, then what governs it."""
        self._own(token)
        self._form(token)
        label = token.dep_
        if label == "conj" and token.head.i != token.i:
            self._conjunct(token)
        elif label in {*RELATIVE, "acl"} and not self.is_said(token.head):
            self._said_of(token.head)
        elif label in RELATIVE:
            self.is_presupposed = True
            # "concessions that he has refused for years": what a noun is known by, not what is news.
            self.is_earlier |= is_perfect_tense(token)
            if is_generic(token.head):
                self.weaken("hypothetical")
        elif label == "acl":
            self._below_noun(token)
        elif label in {"advcl", "advcl:relcl"}:
            self._adverbial(token)
        elif label in _COMPLEMENTS:
            if (noun := existing(token.head)) is not None:
                self._said_of(noun)
            self._govern(token)
        elif label in {"obl", "nmod"} and token.head.i != token.i:
            self._within(token.head)

    def _said_of(self, noun: Token) -> None:
        """The noun a statement hangs on: "information that …" leaves it as it is, "no evidence that …" does not."""
        if is_negated_noun(noun):
            self.weaken("negated")
        elif (sign := signature_of(noun)) is not None:
            self.weaken(sign.affirmed)

    def _form(self, token: Token) -> None:
        """What the form of a verb says: an infinitive or base form asserts nothing by itself."""
        is_root = token.head.i == token.i
        if is_infinitive(token):
            if token.dep_ != "conj" and (is_root or signature_of(token.head) is None):
                # Nothing happened unless its governor says so ("managed to", "began to").
                self.weaken("irrealis")
        elif token.tag_ == "VB" and not has_helper(token):
            # Nothing accounts for it: the second verb of a demand, of a list, of a headline.
            self.weaken("hypothetical")

    def _within(self, above: Token) -> None:
        """As real as the clause it stands in: "with steps such as *blockading* …", "tasked with *capturing*"."""
        if (sign := signature_of(above)) is not None:
            self.weaken(sign.under(above))
        self._own(above)
        if above.dep_ in {"advcl", "advcl:relcl"}:
            self._adverbial(above)

    def noun(self, noun: Token) -> None:
        """A nominal event: presupposed if definite or in an adverbial, else as real as what is said of it."""
        self.weaken(_attributes(noun))
        if is_negated_noun(noun):
            self.weaken("negated")
            return
        head = first_conjunct(noun)
        case = dialect.case_of(head)
        words = modality_words()
        if (by_case := words.get(("preposition", case))) is not None:
            self.weaken(by_case)
        if case == "for":
            self.weaken("planned")
        self._told_of(head)
        definite = is_definite(noun) or is_definite(head)
        above = skip_preposition(head)
        if head.dep_ in _BELOW_NOUN and part_of_speech(above) == "NOUN":
            self._below_nominal(above, is_definite=definite)
        elif case in _PRESUPPOSING_CASES or definite:
            self._presupposed(head, is_definite=definite)
        else:
            self._indefinite(head)

    def _told_of(self, head: Token) -> None:
        """What its predicate says of an event: "the summit is *set to open*", "the attack *never happened*"."""
        above = head.head
        if not head.dep_.startswith("nsubj") or above.i == head.i:
            return
        if part_of_speech(above) == "ADJ" and (sign := signature_of(above)) is not None:
            self.weaken(sign.under(above))
        elif lemma_of(above) in event_lexicon().classes["occur"] and dialect.negation_of(above) is not None:
            self.weaken("negated")

    def _presupposed(self, head: Token, *, is_definite: bool) -> None:
        """There ("after the attack"), unless a word says otherwise: "called for the withdrawal"."""
        above = head.head
        self.is_presupposed = True
        sign = signature_of(above) if head.dep_ in _COMPLEMENTS else signature_with(above, dialect.case_of(head))
        if sign is not None and (not is_definite or _RANK[sign.affirmed] >= _RANK["possible"]):
            self.weaken(sign.under(above))
        elif is_definite and is_modal(above) and head.dep_ in _ARGUMENTS:
            self._own(above)
        elif is_modal(above) and dialect.case_of(head) in (_AT if is_definite else _AT | {"after", "following"}):
            # "will be discussed during a meeting"
            self._own(above)

    def _indefinite(self, head: Token) -> None:
        """Indefinite: "an attack" is as real as its verb; as the object of an unknown verb it is not taken for real."""
        above = head.head
        if above.i == head.i or part_of_speech(above) not in {"VERB", "ADJ"}:
            self.weaken("possible" if above.i == head.i else "hypothetical")
            return
        sign = signature_of(above) if head.dep_ in _COMPLEMENTS else signature_with(above, dialect.case_of(head))
        if sign is not None:
            self.weaken(sign.under(above))
        elif head.dep_ in _COMPLEMENTS and not head.dep_.startswith("nsubj"):
            self.weaken("hypothetical")
        elif part_of_speech(above) == "ADJ" and (said := signature_of(above)) is not None:
            # "an attack is less likely"
            is_less = any(child.lower_ in {"less", "least"} for child in above.children)
            self.weaken("possible" if is_less else said.affirmed)
        self.predicate(above)

    def _own(self, token: Token) -> None:
        words = modality_words()
        if is_imperative(token):
            self.weaken("irrealis")
        if dialect.negation_of(token) is not None or is_nobody(dialect.subject_of(token)):
            self.weaken("negated")
        if is_inverted(token):
            self.weaken("hypothetical")
        for auxiliary in dialect.auxiliaries_of(token):
            if (found := words.get(("auxiliary", auxiliary.lower_))) is not None:
                if found == "hypothetical" and is_future_in_past(token):
                    found = "planned"
                self.weaken(found)
                self.is_future |= found == "planned"
        for child in token.children:
            if child.dep_ in _ADVERBIAL:
                self.is_earlier |= child.lower_ in _EARLIER and token.dep_ in {*RELATIVE, "acl"}
                self.weaken(words.get(("adverb", child.lower_), FACTUAL))
        if (marker := dialect.marker_of(token)) is not None:
            self.weaken(words.get(("marker", marker.lower_), FACTUAL))

    def _conjunct(self, token: Token) -> None:
        """A second verb shares what governs the first, and its modals where it has no subject of its own."""
        first = token.head
        if is_imperative(first):
            self.weaken("irrealis")
        if dialect.subject_of(token) is None:
            self._share(first, token)
        if first.dep_ == "conj":
            self._conjunct(first)
        elif first.dep_ in {"advcl", "advcl:relcl"}:
            self._adverbial(first)
        elif first.dep_ == "acl":
            self._below_noun(first)
        elif first.dep_ in _COMPLEMENTS:
            self._govern(first)

    def _share(self, first: Token, token: Token) -> None:
        """Negation, modals and marker of the first verb bear on one without a subject of its own."""
        if token.tag_ == "VB" and dialect.negation_of(first) is not None:
            self.weaken("negated")  # "did not shell or storm the town"
        for auxiliary in dialect.auxiliaries_of(first):
            found = modality_words().get(("auxiliary", auxiliary.lower_))
            if found is not None and not dialect.auxiliaries_of(token):
                self.weaken(found)
                self.is_future |= found == "planned"
        marker = dialect.marker_of(first)
        if marker is not None and (found := modality_words().get(("marker", marker.lower_))) is not None:
            self.weaken(found)

    def _adverbial(self, token: Token) -> None:
        marker = dialect.marker_of(token)
        above = token.head
        is_gerund = token.tag_ == "VBG"
        if marker is not None and marker.lower_ in _PURPOSE_MARKERS and not dialect.is_finite(token) and not is_gerund:
            sign = signature_of(above)
            self.weaken(sign.affirmed if sign is not None and part_of_speech(above) == "ADJ" else "planned")
            self.is_future |= sign is not None and sign.affirmed == "probable"
            if dialect.negation_of(above) is not None:
                self.weaken("hypothetical")
            return
        if marker is None and token.tag_ == "VBG" and (implied := signature_of(above)) is not None:
            undergoer = dialect.object_of(above)
            if undergoer is not None and above.i < undergoer.i < token.i:
                # "does not rule out Russia launching an attack"
                self.weaken(implied.under(above))
                return
        case = phrase(marker) if marker is not None else ""
        self.weaken(modality_words().get(("preposition", case), FACTUAL))
        sign = signature_with(above, case) or (signature_of(above) if case in _GERUND_CASES else None)
        if sign is not None:
            # "prevented them from seizing the ship", "tasked with storming it", "stopped short of closing it"
            self.weaken(sign.under(above))
        if case == "before" and above.tag_ not in _PAST:
            self.weaken("hypothetical")
        if case in {"after", "since", "because", "as", "when", "while", "although", "though"}:
            self.is_presupposed = True
            return
        self.predicate(above)

    def _below_noun(self, token: Token) -> None:
        """A clause on a noun: participles are presupposed, infinitives mean what the noun means."""
        noun = token.head
        marker = dialect.marker_of(token)
        if marker is None and token.tag_ in {"VBN", "VBG", "VBD"}:
            case = next((c.lower_ for c in token.children if c.dep_ in {"mark", "case"}), "")
            if not case:
                self.is_presupposed = True
                if is_negated_noun(noun):
                    self.weaken("negated")
                if not is_definite(noun) and noun.dep_ in _ARGUMENTS and is_modal(noun.head):
                    self._own(noun.head)  # "sanctions imposed on Moscow would mean"
                if noun.dep_ in _COMPLEMENTS and (sign := signature_of(noun.head)) is not None:
                    # "does not rule out Russia launching an attack"
                    self.weaken(sign.under(noun.head))
                return
        sign = signature_of(noun)
        self.weaken(sign.affirmed if sign is not None else ("irrealis" if not dialect.is_finite(token) else FACTUAL))

    def _below_nominal(self, noun: Token, *, is_definite: bool) -> None:
        """An event noun below another noun: "signs of an attack", "the day of the attack"."""
        sign = signature_of(noun)
        if sign is not None:
            self.weaken(sign.affirmed)
            return
        if is_definite:
            self.is_presupposed = True
            return
        if is_negated_noun(noun):
            self.weaken("negated")
        self.noun(noun)

    def _govern(self, token: Token) -> None:
        """A complement: what its governing word implies, and how real that word is itself."""
        above = token.head
        if above.dep_ in {"prep", "agent"} and above.head.i != above.i:
            above = above.head
        negated = dialect.negation_of(above) is not None
        sign = signature_of(above)
        if sign is not None:
            implied = sign.negated if negated else sign.affirmed
            self.weaken(implied)
            if part_of_speech(above) == "ADJ" and implied in {"probable", "possible", "planned"}:
                self.is_future |= not is_perfect(token)
            if implied == FACTUAL and negated:
                return
        elif negated:
            self.weaken("hypothetical")
        if token.dep_ == "xcomp" or sign is not None:
            # The governing verb's own modals and conditions bear on what it governs; its negation was weighed above.
            inner = _Walk(self.is_said)
            inner.predicate(above)
            if not (negated and inner.modality == "negated"):
                self.weaken(inner.modality)
            self.is_future |= inner.is_future
            self.is_earlier |= inner.is_earlier


def _attributes(noun: Token) -> str:
    """What its adjectives say of an event noun: alleged, planned, possible."""
    found = [
        modality_words().get(("adjective", child.lower_), FACTUAL) for child in noun.children if child.dep_ == "amod"
    ]
    return max(found, key=_RANK.__getitem__, default=FACTUAL)
