"""The rule engine: a program and what sources say, to what follows and to proofs.

In: a `RuleSet` and quads of named graphs (or an N-Quads file of them). Out: `Conclusions`, which
answers with facts, and with a `Proof` of each. Nemo runs in this process; its input is a temporary
file that is gone when the reasoning is done. It stores nothing.

Source: Nemo 0.10 (Ivliev et al., "Nemo: Your Friendly and Versatile Rule Reasoning Toolkit", 2024).
"""

from __future__ import annotations

import contextlib
import functools
import re
import resource
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import nmo_python
import pyoxigraph as px

from twingraph.errors import OntologyError
from twingraph.files import temporary_folder, unwritable
from twingraph.inference.matching import Facts
from twingraph.inference.program import NEW, program_text
from twingraph.inference.proofs import Leaf, Proof, Step
from twingraph.inference.searching import Search
from twingraph.inference.selecting import Selection
from twingraph.prefixes import expand
from twingraph.rules.model import (
    ASSERTED,
    SAYS,
    Atom,
    Bindings,
    Constant,
    Rule,
    RuleSet,
    integer,
)

_BOOLEAN: Final = "http://www.w3.org/2001/XMLSchema#boolean"
# What Nemo computes it writes as the narrowest integer that holds it.
_INTEGER: Final = b"XMLSchema#integer> .\n"
_NARROW_INTEGERS: Final = (b"XMLSchema#int> .\n", b"XMLSchema#long> .\n")
_TYPE: Final = expand("rdf:type")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_SIGNS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_STACK: Final = 120 * 2**20
"""As large as the stack of a process may grow before it meets what else is in memory."""
_ROOM: Final = bytes(2**16)
"""Where so much can still be written, Nemo could write all: it says nothing of a full disk."""
_DOUBLE: Final = "http://www.w3.org/2001/XMLSchema#double"


class Program:
    """A rule set made ready for Nemo; it can reason over one input after another."""

    def __init__(self, rules: RuleSet, *, clashes: bool = False) -> None:
        self.rules = rules
        made = program_text(rules, clashes=clashes)
        self._by_name = made.by_name
        self.folder: Final = temporary_folder(self, "twingraph-rules-")
        """A folder for files that go with the program."""
        self._input = self.folder / "input.nq"
        # In three quotes a path may hold one.
        text = f'@import {SAYS} :- nquads{{resource="""{self._input}"""}} .\n'
        try:
            self._program = nmo_python.load_string(text + made.text)
        except _nemo_error() as problem:
            raise OntologyError(f"the rules are refused: {problem}") from problem

    def reason(self, says: Iterable[px.Quad] | Path) -> Conclusions:
        """Return what follows from quads of named graphs, or from an N-Quads file of them.

        Raises OntologyError where the rules contradict their own order (negation in a circle).
        """
        self._input.unlink(missing_ok=True)
        if isinstance(says, Path):
            self._input.symlink_to(says.resolve())
        else:
            self._append(self._input, input_for(self.rules, says))
        try:
            engine = nmo_python.NemoEngine(self._program)
            engine.reason()
        except _nemo_error() as problem:
            raise OntologyError(f"the rules are refused: {problem}") from problem
        return Conclusions(self._by_name, engine)

    def following(self, says: Iterable[px.Quad]) -> set[px.Triple]:
        """Return the triples that follow and that nothing in the input asserts."""
        content = b"\n".join(self.lines_following(says))
        return {quad.triple for quad in px.parse(content, format=px.RdfFormat.N_TRIPLES)}

    def lines_following(self, says: Iterable[px.Quad] | Path) -> Iterator[bytes]:
        """Yield the triples that follow and that nothing in the input asserts, as N-Triples."""
        conclusions = self.reason(says)
        target = self.folder / f"{NEW}.nt"
        conclusions.write(NEW, self.folder)
        del conclusions
        size = target.stat().st_size
        self._append(target, _ROOM)
        with target.open("rb") as file:
            while file.tell() < size:
                line = file.readline()
                for narrow in _NARROW_INTEGERS:
                    line = line.replace(narrow, _INTEGER)
                yield line[:-1]
        target.unlink()

    @staticmethod
    def _append(path: Path, content: bytes) -> None:
        try:
            with path.open("ab") as file:
                file.write(content)
        except OSError as problem:
            raise unwritable(path, problem, "make room, or set TMPDIR") from problem


class Conclusions:
    """What follows from one input, what it followed from."""

    def __init__(self, by_name: Mapping[str, Rule], engine: Any) -> None:
        self._by_name = by_name
        self._engine = engine
        self._known: dict[Atom, Proof] = {}

    def write(self, predicate: str, folder: Path) -> None:
        """Write the facts of a predicate that the program exports into a folder."""
        manager = nmo_python.NemoOutputManager(str(folder), overwrite=True)
        self._engine.write_result(predicate, manager)

    def facts(self, predicate: str) -> Iterator[tuple[Constant, ...]]:
        """Yield the facts of a predicate, asserted ones too, in no order."""
        if predicate == SAYS or predicate in self._heads:
            for row in self._engine.result(predicate):
                yield tuple(map(_term, row))

    @cached_property
    def index(self) -> Facts:
        """Return the facts, ready to be looked up."""
        return Facts(self.facts)

    def proof(self, fact: Atom) -> Proof | None:
        """Return a proof of a fact without variables, or None where it does not follow.

        Proofs of one input share their parts: a fact has the same proof wherever it stands.
        """
        if fact not in self._known:
            self._trace(fact)
        if fact not in self._known:
            self._prove(fact)
        return self._known.get(fact)

    def proofs(self, facts: Iterable[Atom]) -> Iterator[Proof | None]:
        """Yield proofs of many facts, as `proof` does, but searched for among all conclusions.

        That is faster than to ask Nemo for each, and slower where only one is wanted. The order of
        the input makes no difference to what is found.
        """
        for fact in facts:
            if fact not in self._known:
                self._prove(fact)
            yield self.proof(fact)

    def _trace(self, fact: Atom) -> None:
        with _deep_stack():
            trace = self._engine.trace(str(fact))
            told = None if trace is None else trace.dict()
        if told is not None and self._concludes(told, fact):
            self._assemble(fact, told)

    @cached_property
    def _heads(self) -> dict[str, list[Rule]]:
        """Return the rules by what they conclude."""
        found: dict[str, list[Rule]] = {}
        for rule in self._by_name.values():
            found.setdefault(rule.head.predicate, []).append(rule)
        return found

    def _concludes(self, trace: dict[str, Any], fact: Atom) -> bool:
        """Say whether a trace is of this fact: a text can hold what Nemo reads as another."""
        return "name" in trace and self._by_name[trace["name"]].head.at(_bound(trace)) == fact

    def _assemble(self, fact: Atom, trace: dict[str, Any]) -> None:
        """Keep the proofs that a trace holds, premises first."""
        todo = [(fact, trace, False)]
        while todo:
            one, told, ready = todo.pop()
            if one in self._known:
                continue
            if "fact" in told:
                self._known[one] = Leaf(one)
                continue
            rule, bindings = self._by_name[told["name"]], _bound(told)
            atoms = [atom.at(bindings) for atom in rule.premises]
            if not ready:
                below = zip(atoms, told["subtraces"], strict=True)
                todo += [(one, told, True), *((atom, trace, False) for atom, trace in below)]
            elif rule.name.startswith(ASSERTED):
                self._known[one] = self._known[atoms[0]]
            else:
                premises = tuple(self._known[atom] for atom in atoms)
                known = {n: t for n, t in bindings.items() if n in rule.variables}
                self._known[one] = Step(one, rule, known, premises)

    def _prove(self, fact: Atom) -> None:
        """Search for a proof among all conclusions; not at any length or depth."""
        search = Search(self._known, self.index, self._heads)
        search.prove(fact)


def input_for(rules: RuleSet, quads: Iterable[px.Quad]) -> bytes:
    """Return the N-Quads that the rules read: named things, and the properties that they use.

    A text where a thing must be, and a value that its datatype does not allow, stay out: nothing
    follows from them, and the checks find them.
    """
    lines = (px.serialize(quads, format=px.RdfFormat.N_QUADS) or b"").split(b"\n")
    return b"".join(line + b"\n" for line in Selection(rules).of(lines))


@functools.cache
def _nemo_error() -> type[Exception]:
    """Return the class of Nemo's errors, which its module does not name."""
    try:
        nmo_python.load_string("no program")
    except Exception as problem:  # noqa: BLE001 - this is how the class is found
        return type(problem)
    raise AssertionError("Nemo accepts what is no program")


@contextlib.contextmanager
def _deep_stack() -> Iterator[None]:
    """Give Nemo the room that it needs to trace long proofs: it would end the process without."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = _STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        yield
        return
    resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_STACK, (soft, hard))


def _bound(trace: dict[str, Any]) -> Bindings:
    """Return the values of variables in one step of a trace."""
    return {name.removeprefix("?"): _term(value) for name, value in trace["assignment"].items()}


def _term(value: Any) -> Constant:
    """Return a term that Nemo gives back as a value of Python."""
    if isinstance(value, bool):
        return px.Literal(str(value).lower(), datatype=px.NamedNode(_BOOLEAN))
    if isinstance(value, int):
        return integer(value)
    if isinstance(value, float):
        return px.Literal(repr(value), datatype=px.NamedNode(_DOUBLE))
    if isinstance(value, str):
        if value.startswith("<"):
            return px.NamedNode(value[1:-1])
        # Of all texts only the plain ones come with backslashes.
        return px.Literal(_ESCAPED.sub(lambda sign: _SIGNS.get(sign[1], sign[1]), value[1:-1]))
    if value.language() is not None:
        return px.Literal(value.value(), language=value.language())
    return px.Literal(value.value(), datatype=px.NamedNode(value.datatype()))
