"""What the service says of itself, for either version of the protocol.

https://reconciliation-api.github.io/specs/0.2/#service-manifest
"""

from __future__ import annotations

from typing import Any

import kg
from endpoint.reconciliation.batches import BATCH_QUERIES
from endpoint.reconciliation.documents import Writer
from endpoint.reconciliation.schema import OWN, types

PREVIEW = {"width": 420, "height": 300}
_SETTING = {"ar": "أقصى عدد من القيم (0: كلها)", "en": "most values (0: all)"}
# The types that tables are most often about come first.
_FIRST = ("Person", "Country", "GovernmentBody", "InternationalOrganization", "Actor")


def manifest(writer: Writer, root: str, documentation: str) -> dict[str, Any]:
    """The manifest of version 0.2; `root` is the address of the service."""
    setting = {"name": "limit", "label": _SETTING[writer.language], "type": "number", "default": 0}
    return _common(writer, documentation) | {
        "versions": ["0.2"],
        "identifierSpace": writer.matcher.base,
        "schemaSpace": OWN,
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": {name: _suggest(name, root) for name in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/extend/propose"},
            "property_settings": [setting],
        },
    }


def draft_manifest(writer: Writer, root: str, documentation: str) -> dict[str, Any]:
    """The manifest of the draft of 1.0."""
    setting = {"id": "limit", "name": _SETTING[writer.language], "type": "number", "default": 0}
    return _common(writer, documentation) | {
        "versions": ["1.0-draft"],
        "view": {"url": f"{root}/view?id={{id}}"},
        "preview": PREVIEW,
        "suggest": {"entity": True, "type": True, "property": True},
        "extend": {"proposeProperties": True, "propertySettings": [setting]},
        "standardizedScore": True,
        "lang": writer.language,
        "dir": "rtl" if writer.language == "ar" else "ltr",
    }


def _common(writer: Writer, documentation: str) -> dict[str, Any]:
    kinds = [types()[id] for id in _FIRST]
    return {
        "name": "ميثاق: الفاعلون في الأخبار العربية" if writer.language == "ar" else "Mithaq: actors of Arabic news",
        "documentation": documentation,
        "serviceVersion": kg.__version__,
        "defaultTypes": [{"id": kind.id, "name": kind.name(writer.language)} for kind in kinds],
        "batchSize": BATCH_QUERIES,
    }


def _suggest(name: str, root: str) -> dict[str, str]:
    flyout = {"flyout_service_path": f"/flyout/{name}?id=${{id}}"}
    return {"service_url": root, "service_path": f"/suggest/{name}", **flyout}
