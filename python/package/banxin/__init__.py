"""banxin (版心) typesets Chinese newspapers: an issue folder in, a press-ready PDF out.

    >>> import banxin
    >>> built = banxin.build("samples/front-page")            # doctest: +SKIP
    >>> open("front-page.pdf", "wb").write(built.pdf)         # doctest: +SKIP
    >>> for finding in built.findings:                        # doctest: +SKIP
    ...     print(finding)

The bytes are those of ``banxin build``. Nothing is printed, written or read from the environment; other threads run while
an issue is set. Everything that comes back can be compared, pickled and sent to other processes. In programs that fork,
import and use banxin after the fork (``multiprocessing`` with the start method ``spawn``).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union

from . import _native

__all__ = ["Built", "Finding", "Fix", "IssueError", "Place", "build", "check"]
__version__: str = _native.__version__

Path = Union[str, "os.PathLike[str]"]
Severity = Literal["error", "warning", "note"]
Standard = Literal["x4", "x1a"]
Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: in a text (``line`` is set), on a page (``page`` is set), or a whole file."""

    file: str | None = None
    """The text, the PDF that has the page (``None`` for a page of the issue), or the whole file."""
    line: int | None = None
    """Counted from 1; columns count characters from 1."""
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None
    label: str = ""
    """A few words about the place."""
    page: int | None = None
    box_mm: tuple[float, float, float, float] | None = None
    """Left, top, width and height in millimetres from the top left corner of the trimmed page."""

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file}:{self.line}:{self.column}"
        if self.page is not None:
            return f"{self.file}: page {self.page}" if self.file else f"page {self.page}"
        return str(self.file)


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write instead: ``text`` for the bytes ``start`` to ``end`` of ``file``."""

    file: str
    start: int
    end: int
    text: str
    certain: bool
    """Whether it is right in any case, so that ``banxin tidy`` writes it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found in an issue; ``banxin explain CODE`` tells more. Like ones are one, with all places."""

    code: str
    """The stable name, such as ``page-cut``."""
    severity: Severity
    title: str
    """What findings of this code are about."""
    message: str
    """What was found here, in the language that was asked for."""
    help: str
    """What to do."""
    rule: int | None = None
    """The number of the rule of preflight, for findings of rules."""
    places: tuple[Place, ...] = ()
    """The first is the main one."""
    fixes: tuple[Fix, ...] = ()

    def __str__(self) -> str:
        place = f"{self.places[0]}: " if self.places else ""
        return f"{place}{self.severity}[{self.code}]: {self.message}"


@dataclass(frozen=True, slots=True)
class Built:
    """A press file with what was found on the way."""

    pdf: bytes
    pages: tuple[int, ...]
    """The numbers of the pages."""
    findings: tuple[Finding, ...]


class IssueError(Exception):
    """An issue that cannot be built; ``findings`` tell why, the errors among the others."""

    def __init__(self, path: str, findings: tuple[Finding, ...]) -> None:
        super().__init__(path, findings)
        self.path = path
        self.findings = findings

    def __str__(self) -> str:
        errors = [str(finding) for finding in self.findings if finding.severity == "error"]
        return "\n".join([f"{self.path} cannot be built", *errors])


def build(
    path: Path,
    *,
    standard: Standard | None = None,
    cache: Path | None = None,
    overlay: Mapping[Path, str] | None = None,
    lang: Language = "en",
) -> Built:
    """Sets the issue in the folder ``path`` (or the ``issue.toml`` of that name) and makes its press file.

    ``standard`` is that of the PDF, else the one of the layout. ``cache`` is a folder in which builds keep fonts and pictures
    for each other; processes may share it, it changes no byte. ``overlay`` has texts that stand for files, by
    paths in the issue folder or absolute ones. ``lang`` is the language of messages.

    Raises :class:`IssueError` where the issue cannot be read or no press file can hold its pages, and ``ValueError``
    for an unknown standard or language.
    """
    folder = None if cache is None else os.fspath(cache)
    pdf, pages, found = _native.build(os.fspath(path), standard, folder, _texts(overlay), lang)
    findings = _findings(found)
    if pdf is None:
        raise IssueError(os.fspath(path), findings)
    return Built(pdf, tuple(pages), findings)


def check(
    path: Path,
    *,
    standard: Standard | None = None,
    overlay: Mapping[Path, str] | None = None,
    lang: Language = "en",
) -> list[Finding]:
    """Sets the issue and returns what an editor should look at, as ``banxin check`` does; makes no PDF.

    An issue that cannot be read is no exception here: the findings tell it.
    """
    _, _, found = _native.check(os.fspath(path), standard, _texts(overlay), lang)
    return list(_findings(found))


def _texts(overlay: Mapping[Path, str] | None) -> dict[str, str]:
    return {os.fspath(path): text for path, text in (overlay or {}).items()}


def _findings(found: list[dict[str, Any]]) -> tuple[Finding, ...]:
    def finding(told: dict[str, Any]) -> Finding:
        told["places"] = tuple(Place(**place) for place in told["places"])
        told["fixes"] = tuple(Fix(**fix) for fix in told["fixes"])
        return Finding(**told)

    return tuple(finding(told) for told in found)
