"""Deadlines as a calendar (iCalendar, RFC 5545), one in each language. Days only, no alarm, no clock: stamps come from content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from builder.model import Lang
from builder.vocabulary import word

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Event:
    """One deadline: its day, what is due in one line, where it is said, and the day of the document that sets it."""

    uid: str
    day: str
    summary: str
    about: str
    url: str
    stamp: str


def calendar(events: Iterable[Event], lang: Lang) -> bytes:
    """CRLF lines, none longer than 75 octets. A deadline to the month stands on its last day."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Labour Policy Archive//Deadlines//" + lang.upper(),
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(word('deadlines.calendar', lang))}",
        *(line for event in events for line in _event(event)),
        "END:VCALENDAR",
    ]
    return "".join(_folded(line) for line in lines).encode()


def _event(event: Event) -> Iterator[str]:
    day = last_day(event.day)
    yield from (
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{first_day(event.stamp or event.day):%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}",
        f"SUMMARY:{_text(event.summary)}",
        f"DESCRIPTION:{_text(event.about)}",
        f"URL:{event.url}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def first_day(value: str) -> date:
    """Of an ISO date, month or year."""
    return date.fromisoformat((value + "-01-01")[:10] if len(value) == 4 else (value + "-01")[:10])


def last_day(value: str) -> date:
    """Of an ISO date, month or year: until "tháng 12/2024" means until its end."""
    first = first_day(value)
    if len(value) == 4:
        return date(first.year, 12, 31)
    return first if len(value) > 7 else (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)


def _text(text: str) -> str:
    escaped = _CONTROL.sub(" ", text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A long line goes on after a line break and a blank; never within a character."""
    out, size = [], 0
    for char in line:
        width = len(char.encode())
        if size + width > 75:
            out.append("\r\n ")
            size = 1
        out.append(char)
        size += width
    return "".join(out) + "\r\n"
