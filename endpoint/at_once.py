"""The response to a plain question as the bytes of it, for a server that has read the request and can send them.

What WSGI asks for, an environment, a list of fields, a callable and an iterator, takes longer to go through than to
write the head of such a response. So the server asks here first, and the WSGI application if there is no answer here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from endpoint.journal import Journal, Visit
from endpoint.quick import Quick

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

EXTENSION = "mithaq.at_once"


class AtOnce:
    """Answers what `Quick` answers whole, and has it told as any request is."""

    def __init__(self, quick: Quick, journal: Journal) -> None:
        self._quick = quick
        self._journal = journal
        self._common = _text(quick.common) + "\r\n"

    def __call__(self, environ: WSGIEnvironment) -> tuple[str, bytes, Visit] | None:
        """The fields of the head and the body, and what to end by `end_whole` when they have been sent.

        None leaves the request to the application, which finds in `environ` what is known already.
        """
        visit = self._journal.visit(environ)
        with visit:
            ready = self._quick.reply(environ)
        if ready is None or ready.whole is None:
            return None
        return _text(ready.fields) + self._common, ready.whole, visit


def _text(fields: list[tuple[str, str]]) -> str:
    return "".join([f"{name}: {value}\r\n" for name, value in fields])
