"""The public face of a built store: a SPARQL endpoint, dumps and pages.

`create_app(config)` makes the WSGI application, `Config` says how; `endpoint.server.serve` runs it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from endpoint.app import create_app
    from endpoint.config import Config

__all__ = ["Config", "create_app"]


def __getattr__(name: str) -> Any:
    # Query workers import this package too; they must start without loading the web framework.
    if name == "create_app":
        from endpoint.app import create_app

        return create_app
    if name == "Config":
        from endpoint.config import Config

        return Config
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
