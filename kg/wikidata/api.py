"""Wikidata's own API, asked politely: one request at a time, its name told, and never again before it asks for it.

https://www.mediawiki.org/wiki/API:Etiquette, https://www.mediawiki.org/wiki/Manual:Maxlag_parameter,
https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy.
"""

from __future__ import annotations

import gzip
import http.client
import io
import json
import random
import threading
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

import kg
from kg.wikidata.entity import WikidataError

ADDRESS = "https://www.wikidata.org/w/api.php"
# Seconds by which the servers may lag behind before readers should wait.
_MAXLAG = 5
_LARGEST = 1 << 26
_BUSY = (429, 500, 502, 503, 504)
_BUSY_CODES = ("maxlag", "ratelimited", "readonly")


@dataclass(frozen=True, slots=True)
class Manners:
    """How to ask: `contact` is a mail address or page of whoever asks, for Wikidata to turn to.

    A request may take `timeout` seconds. After the n-th failure `first_wait` * 2^n seconds pass, at most
    `longest_wait`, or what the server asks for; after `tries` it is given up, at once if the server asks for more.
    """

    contact: str
    address: str = ADDRESS
    timeout: float = 30.0
    tries: int = 6
    first_wait: float = 1.0
    longest_wait: float = 120.0

    def __post_init__(self) -> None:
        if not self.contact.strip() or not self.contact.isprintable():
            raise WikidataError("Wikidata asks who is asking: give a mail address or page of yours by --contact")
        if not self.address.startswith(("http://", "https://")):
            raise WikidataError(f"{self.address}: expected the address of an api.php, beginning with https://")


class _Busy(Exception):  # noqa: N818
    """The server cannot answer now; it may ask to wait."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


class Api:
    """The action API of a Wikibase."""

    def __init__(self, manners: Manners, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._manners = manners
        self._sleep = sleep
        self._lock = threading.Lock()
        self.requests = 0

    def ask(self, **parameters: str) -> Mapping[str, Any]:
        """The answer to a request, waiting and asking again where need be; raises WikidataError if there is none."""
        query = urlencode({**parameters, "format": "json", "maxlag": str(_MAXLAG)})
        with self._lock:
            for failures in range(self._manners.tries):
                try:
                    return self._answer(f"{self._manners.address}?{query}")
                except _Busy as busy:
                    last = busy
                    if busy.wait > self._manners.longest_wait:
                        raise WikidataError(
                            f"{self._manners.address}: {busy}; it asks to wait {busy.wait:.0f} s: try again later"
                        ) from None
                if failures + 1 < self._manners.tries:
                    self._sleep(max(last.wait, self._backoff(failures)))
        raise WikidataError(f"{self._manners.address}: given up after {self._manners.tries} tries: {last}")

    def _backoff(self, failures: int) -> float:
        wait: float = min(self._manners.first_wait * 2.0**failures, self._manners.longest_wait)
        # Those who failed together should not come back together.
        return wait * random.uniform(0.75, 1.0)

    def _answer(self, address: str) -> Mapping[str, Any]:
        self.requests += 1
        body, headers = self._fetch(address)
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            raise _Busy("the answer is no JSON") from None
        if not isinstance(answer, dict):
            raise _Busy("the answer is no JSON object")
        if "error" in answer:
            raise self._refusal(answer["error"], headers)
        return answer

    def _refusal(self, error: Any, headers: Message) -> Exception:
        code, info = (error.get("code"), error.get("info")) if isinstance(error, dict) else (None, error)
        if code in _BUSY_CODES:
            return _Busy(f"{code}: {info}", _wait_asked(headers))
        return WikidataError(f"{self._manners.address}: {code}: {info}")

    def _fetch(self, address: str) -> tuple[bytes, Message]:
        agent = f"mithaq/{kg.__version__} ({self._manners.contact.strip()})"
        request = urllib.request.Request(address, headers={"User-Agent": agent, "Accept-Encoding": "gzip"})
        try:
            with urllib.request.urlopen(request, timeout=self._manners.timeout) as response:
                return _unpacked(response), response.headers
        except urllib.error.HTTPError as error:
            with error:
                if error.code in _BUSY:
                    raise _Busy(f"{error.code} {error.reason}", _wait_asked(error.headers)) from None
                raise WikidataError(f"{self._manners.address}: {error.code} {error.reason}") from None
        except (OSError, http.client.HTTPException, zlib.error, EOFError) as error:
            raise _Busy(str(getattr(error, "reason", error)) or type(error).__name__) from None


def _unpacked(response: http.client.HTTPResponse) -> bytes:
    body = response.read(_LARGEST + 1)
    if response.headers.get("Content-Encoding") == "gzip":
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as file:
            body = file.read(_LARGEST + 1)
    if len(body) > _LARGEST:
        raise _Busy(f"the answer is longer than {_LARGEST} bytes")
    return body


def _wait_asked(headers: Message) -> float:
    """What Retry-After asks for, in seconds (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after); 0 without."""
    asked = headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        then = parsedate_to_datetime(asked)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
