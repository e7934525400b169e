"""What a browser may load for a page of ours: from where the page is, and nothing from outside or inline."""

from typing import Final

PAGE_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
