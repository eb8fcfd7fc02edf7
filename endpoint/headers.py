"""The fields that responses have in common."""

from __future__ import annotations

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "font-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
EXPOSED = "Accept-Query, Content-Language, ETag, Link, Location, Query-Id, Retry-After"
# What a browser shows of an answer depends on the reader's language, too.
VARY = "Accept, Accept-Encoding, Accept-Language"


def common_headers(allow_origin: str) -> dict[str, str]:
    """Any site's scripts may read what is public; no page may load or run anything from elsewhere."""
    return {
        "Access-Control-Allow-Origin": allow_origin,
        "Access-Control-Expose-Headers": EXPOSED,
        "Content-Security-Policy": CONTENT_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }


def answer_headers(tag: str | None) -> dict[str, str]:
    """Those of an answer to a query; `tag` names it as long as it holds."""
    kept = {"Cache-Control": "no-cache", "ETag": f'W/"{tag}"'} if tag else {"Cache-Control": "no-store"}
    return {"Vary": VARY, **kept}
