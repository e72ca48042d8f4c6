"""One question to a SPARQL endpoint, asked again where that may help.

In: an endpoint's address and a SELECT query. Out: a `Page`, the rows of one answer. An endpoint
that is busy, silent or breaks off is asked again, after a wait that grows or that it asks for, but
never without end. It knows nothing of pages that follow one another.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import http.client
import json
import re
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import IO, Any, Final

from twingraph.errors import MachineError, UsageError
from twingraph.resources import VERSION

LARGEST_ANSWER: Final = 64 * 2**20
"""Bytes of one answer."""

_JSON: Final = "application/sparql-results+json"
_AGENT: Final = f"twingraph/{VERSION} (knowledge graph of city-to-city relations)"
_ADDRESS: Final = re.compile("[!-~]+")
_REDIRECTS: Final = 3
_RETRIES: Final = 30  # of all questions together
_LONGEST_WAIT: Final = 300.0

Row = dict[str, Any]
"""A row of an answer: from a variable to its RDF term, as SPARQL 1.1 JSON writes it."""


@dataclass(frozen=True)
class Page:
    """One page of an answer: the variables that the query selects, and the rows."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]


def checked_address(url: str) -> str:
    """Return an address that may be asked; UsageError for any other."""
    try:
        parts = urllib.parse.urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        fits = fits and _ADDRESS.fullmatch(url) is not None
    except ValueError as problem:
        raise UsageError(f"'{url}' is not an address: {problem}") from None
    if not fits:
        raise UsageError(f"'{url}' is not the address of an endpoint", hint="https://HOST/sparql")
    if parts.username is not None:
        raise UsageError("an endpoint's address holds no user and no password")
    return url


class _Refused(Exception):  # noqa: N818 - no error of ours: it is caught here
    """The endpoint did not give a page this time; ``wait`` is what it asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow few redirections, with the question in hand, and never to a weaker protocol."""

    max_redirections = _REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        _fp: IO[bytes],
        _code: int,
        _msg: str,
        _headers: Message,
        newurl: str,
    ) -> urllib.request.Request | None:
        checked_address(newurl)
        if req.type == "https" and not newurl.lower().startswith("https:"):
            raise MachineError("the endpoint redirects from https to http", path=req.full_url)
        return urllib.request.Request(newurl, req.data, req.headers, method="POST")


@dataclass
class Client:
    """Asks one endpoint, again where that may help."""

    url: str
    timeout: float
    tries: int
    sleep: Callable[[float], None]
    retries: int = 0
    opener: urllib.request.OpenerDirector = field(
        default_factory=lambda: urllib.request.build_opener(_Redirects)
    )

    def ask(self, query: str) -> Page:
        """Return one page, or raise what stands in the end."""
        for attempt in range(self.tries):
            try:
                return _page(self._answer(query), self.url)
            except _Refused as problem:
                reason = str(problem)
                wait = min(2.0**attempt, 60.0) if problem.wait is None else problem.wait
            if wait > _LONGEST_WAIT:
                raise MachineError(
                    f"{reason}; the endpoint asks to wait {wait:.0f} seconds",
                    path=self.url,
                    hint="try again later",
                )
            if attempt + 1 == self.tries or self.retries >= _RETRIES:
                break
            self.retries += 1
            self.sleep(wait)
        raise MachineError(
            f"{reason}, {attempt + 1} times in a row" if attempt else reason,
            path=self.url,
            hint="try again later, or with a smaller LIMIT in the query",
        )

    def _answer(self, query: str) -> bytes:
        request = urllib.request.Request(
            self.url,
            urllib.parse.urlencode({"query": query}).encode(),
            {
                "Accept": _JSON,
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": _AGENT,
            },
            method="POST",
        )
        try:
            return self._received(request)
        except urllib.error.HTTPError as problem:
            with problem:
                raise self._failed(problem) from None
        except urllib.error.URLError as problem:
            raise self._unreached(problem.reason) from problem
        except (OSError, http.client.HTTPException) as problem:
            raise self._unreached(problem) from problem

    def _received(self, request: urllib.request.Request) -> bytes:
        ends = time.monotonic() + self.timeout
        with self.opener.open(request, timeout=self.timeout) as response:
            kind = response.headers.get_content_type()
            if kind not in (_JSON, "application/json"):
                raise MachineError(
                    f"the endpoint answers {kind}, not {_JSON}",
                    path=self.url,
                    hint="is this the address of a SPARQL endpoint?",
                )
            body = bytearray()
            while piece := response.read1(2**16):
                body += piece
                if len(body) > LARGEST_ANSWER:
                    raise MachineError(
                        f"the endpoint's answer is longer than {LARGEST_ANSWER:,} bytes",
                        path=self.url,
                        hint="write a smaller LIMIT into the query",
                    )
                if time.monotonic() > ends:
                    raise _Refused(f"the endpoint's answer takes more than {self.timeout:g} s")
            if response.length:
                raise _Refused("the endpoint's answer breaks off")
        return bytes(body)

    def _failed(self, problem: urllib.error.HTTPError) -> Exception:
        """Return what an HTTP status stands for."""
        if problem.code in (408, 429) or problem.code >= 500:
            wait = _seconds(problem.headers.get("Retry-After"))
            return _Refused(f"the endpoint answers HTTP {problem.code} {problem.reason}", wait)
        if 300 <= problem.code < 400:
            return MachineError(
                "the endpoint redirects too often, or to what is no endpoint", path=self.url
            )
        try:
            said = problem.read(300).decode("utf-8", "replace").strip()
        except (OSError, http.client.HTTPException):
            said = ""
        # A page for people is no word of an endpoint.
        words = f": {said}" if said and problem.headers.get_content_subtype() != "html" else ""
        return UsageError(
            f"the endpoint refuses the query: HTTP {problem.code} {problem.reason}{words}",
            path=self.url,
        )

    def _unreached(self, reason: object) -> Exception:
        """Return what a broken connection stands for: some are not worth another try."""
        if isinstance(reason, TimeoutError):
            return _Refused(f"the endpoint is silent for {self.timeout:g} s")
        if isinstance(reason, socket.gaierror | ssl.SSLCertVerificationError):
            return MachineError(f"the endpoint cannot be reached: {reason}", path=self.url)
        if isinstance(reason, http.client.IncompleteRead):
            return _Refused("the endpoint's answer breaks off")
        return _Refused(f"the connection to the endpoint fails: {reason or type(reason).__name__}")


def _page(body: bytes, url: str) -> Page:
    """Read a page. What is no JSON was broken off; JSON of another shape will not change."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        raise _Refused("the endpoint's answer breaks off: it is not whole JSON") from None
    try:
        variables, rows = answer["head"]["vars"], answer["results"]["bindings"]
    except (KeyError, TypeError):
        variables, rows = None, None
    if not _strings(variables) or not isinstance(rows, list):
        raise MachineError("the endpoint's answer is not that of a SELECT query", path=url)
    if not all(isinstance(row, dict) for row in rows):
        raise MachineError("the endpoint's answer has rows that are none", path=url)
    return Page(tuple(variables), tuple(rows))


def _strings(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def _seconds(retry_after: str | None) -> float | None:
    """Return how long ``Retry-After`` asks to wait: it is seconds or a date; None for neither."""
    if retry_after is None:
        return None
    if re.fullmatch(r"\d{1,9}", retry_after.strip(), re.ASCII):
        return float(retry_after)
    try:
        day = email.utils.parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if day.tzinfo is None:
        day = day.replace(tzinfo=dt.UTC)
    return max(0.0, (day - dt.datetime.now(dt.UTC)).total_seconds())
