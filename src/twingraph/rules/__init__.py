"""Rules: what follows from what, as data; from the ontology's axioms and from ``ontology/rules``.

In: twingraph.ttl and the rule files. Out: `RuleSet`, every rule with its name and its sentence in
both languages, ready to be run, quoted in a proof and re-derived. It runs none of them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pyoxigraph as px

from twingraph.errors import OntologyError, near_matches
from twingraph.loading import read_ontology, rule_files
from twingraph.prefixes import shorten
from twingraph.resources import folder
from twingraph.rules.axioms import compile_axioms
from twingraph.rules.model import CLASH, SAYS, Atom, Rule, RuleSet
from twingraph.rules.order import refuse_circles, refuse_counting_on
from twingraph.rules.reading import read_rule_file
from twingraph.rules.terms import Terms
from twingraph.rules.typing import refuse_other_comparisons

ARITY_OF_SAYS = 4


def load_rules(ontology: Path | None = None) -> RuleSet:
    """Return the rules of an ontology folder (default: the bundled one).

    That is ``twingraph.ttl``, compiled, and ``rules/*.rls``. Raises OntologyError for an axiom that
    the compiler does not cover, with its text, and for a rule that is wrong, with file and line.
    """
    if ontology is not None:
        return _read(ontology)
    root = folder("ontology")
    files = [root / "twingraph.ttl", *rule_files(root)]
    return _kept(root, tuple((f, f.stat().st_mtime_ns, f.stat().st_size) for f in files))


@lru_cache(maxsize=1)
def _kept(root: Path, _files: tuple[tuple[Path, int, int], ...]) -> RuleSet:
    """Read the bundled rules once, and anew where a file has changed."""
    return _read(root)


def _read(root: Path) -> RuleSet:
    axioms = root / "twingraph.ttl"
    terms = Terms(read_ontology([axioms]))
    written = [rule for path in rule_files(root) for rule in read_rule_file(path)]
    by_rule = frozenset(rule.head.predicate for rule in written)
    rules = RuleSet((*compile_axioms(terms, by_rule, axioms), *written), terms)
    _refuse_strangers(rules)
    refuse_circles(rules)
    refuse_counting_on(rules)
    refuse_other_comparisons(rules)
    return rules


def _refuse_strangers(rules: RuleSet) -> None:
    """Raise for names given twice and for predicates that nothing defines or that change shape."""
    names: dict[str, Rule] = {}
    arity = {SAYS: ARITY_OF_SAYS}
    arity |= dict.fromkeys(rules.terms.classes, 1)
    arity |= dict.fromkeys(rules.terms.properties, 2)
    own = {rule.head.predicate for rule in rules if not rule.path} - {CLASH}
    for rule in rules:
        if rule.name in names:
            raise _wrong(rule, f"a second rule is called '{rule.name}'")
        names[rule.name] = rule
        if "://" not in rule.head.predicate:
            if rule.path and rule.head.predicate in own:
                raise _wrong(rule, f"'{rule.head.predicate}' is concluded from axioms alone")
            arity.setdefault(rule.head.predicate, len(rule.head.terms))
    for rule in rules:
        for atom in (rule.head, *rule.atoms):
            _refuse_stranger(rule, atom, arity)


def _refuse_stranger(rule: Rule, atom: Atom, arity: dict[str, int]) -> None:
    shown = shorten(atom.predicate)
    if atom.predicate not in arity:
        known = [shorten(name) for name in arity]
        raise _wrong(
            rule,
            f"'{shown}' is no class and no property, and no rule concludes it",
            near_matches(shown, known),
        )
    if len(atom.terms) != arity[atom.predicate]:
        raise _wrong(rule, f"'{shown}' takes {arity[atom.predicate]} terms, not {len(atom.terms)}")
    if atom is rule.head and atom.predicate == SAYS:
        raise _wrong(rule, f"'{SAYS}' is what sources say; no rule concludes it")
    if "://" in atom.predicate and isinstance(atom.terms[0], px.Literal):
        raise _wrong(rule, f"{atom.shown} says something of a text, and only things bear facts")


def _wrong(rule: Rule, message: str, hint: str | None = None) -> OntologyError:
    return OntologyError(
        f"{rule.name}: {message}", path=rule.path or None, line=rule.line, hint=hint
    )
