"""Plain text as Markdown that shows it as it is."""

from __future__ import annotations

import re


def escaped(text: str, *, signs: str = r"\\`*_{}\[\]#") -> str:
    """The text with the signs of Markdown made plain, for CommonMark and for Python-Markdown alike."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    plain = re.sub(f"([{signs}])", r"\\\1", safe)
    plain = re.sub(r"-(?=-)|(?<=-)-|(?<=\.)\.", lambda sign: f"\\{sign.group()}", plain)
    plain = re.sub(r"^(\s*)([-+])", r"\1\\\2", plain, flags=re.MULTILINE)
    return re.sub(r"^(\s*[0-9]{1,9})([.)])", r"\1\\\2", plain, flags=re.MULTILINE)
