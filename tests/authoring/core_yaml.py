"""YAML as editors read it: by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Core(yaml.SafeLoader):
    pass


# The class would share those of its base.
_Core.yaml_implicit_resolvers = {}

# YAML 1.2.2, section 10.3.2.
for _tag, _pattern in {
    "null": r"^(~|null|Null|NULL|)$",
    "bool": r"^(true|True|TRUE|false|False|FALSE)$",
    "int": r"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$",
    "float": r"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$",
}.items():
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), None)


def load_core(text: str) -> Any:
    """The values of a document as a reader of YAML 1.2 has them."""
    return yaml.load(text, Loader=_Core)


def load_old(text: str) -> Any:
    """The values of a document as a reader of YAML 1.1 has them."""
    return yaml.load(text, Loader=yaml.SafeLoader)
