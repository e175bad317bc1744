"""The part in Rust; use the functions of ``banxin``."""

from typing import Any

__version__: str

def build(
    path: str, standard: str | None, cache: str | None, overlay: dict[str, str], lang: str
) -> tuple[bytes | None, list[int], list[dict[str, Any]]]: ...
def check(
    path: str, standard: str | None, overlay: dict[str, str], lang: str
) -> tuple[None, list[int], list[dict[str, Any]]]: ...
