"""Files that were made to hurt, or that are merely odd: name → (suffix, how it is made, its code; "" where it is read)."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
import zlib
from collections.abc import Callable

from forms.word import letter, listed, paragraph, part, run, table, word_file

Made = Callable[[], bytes]


def zipped(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def pdf(*objects: str) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{o}\nendobj\n" for n, o in enumerate(objects, 1))
    return (body + f"trailer << /Root 1 0 R /Size {len(objects) + 1} >>\n%%EOF\n").encode("latin-1")


STREAM = "BT /F1 12 Tf 72 700 Td (A letter with enough words in it to be read as text) Tj ET"


def one_page(stream: str = STREAM, kids: str = "[3 0 R]", count: int = 1, extra: str = "", box: str = "[0 0 612 792]") -> bytes:
    return pdf(
        f"<< /Type /Catalog /Pages 2 0 R {extra} >>", f"<< /Type /Pages /Kids {kids} /Count {count} >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox {box} /Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> /Contents 4 0 R >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >> /Length 4 >>\nstream\n/X Do\nendstream",
    )  # fmt: skip


def packed(hidden: str) -> bytes:
    """A PDF whose seventh object lies in a packed stream of objects."""
    inside = zlib.compress(f"9 0 {hidden}".encode())
    head = f"7 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(inside)} >>\nstream\n".encode()
    return one_page().replace(b"trailer", head + inside + b"\nendstream\nendobj\ntrailer")


def deep(tag: str, times: int, inside: str = "x") -> bytes:
    return (f"<{tag}>" * times + inside).encode()


def nested(times: int) -> bytes:
    return word_file("<w:sdt><w:sdtContent>" * times + paragraph("x") + "</w:sdtContent></w:sdt>" * times)


def with_macros(text: str) -> bytes:
    """A Word file with a part that holds macros, as a .docm has it."""
    data = io.BytesIO(letter(text))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    return data.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PASSWD = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BOMB = "<!DOCTYPE x [<!ENTITY a 'xxxxxxxxxx'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>"
CIRCLE = {"word/styles.xml": part("styles", '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>')}
LINKS = "<nav>" + "".join(f"<a href=/{n}>Mục {n}</a>" for n in range(9)) + "</nav>"
LETTERS = " ".join(f"BT /F1 2 Tf {n % 500} {n // 10 % 700} Td (xxxxxxxxxx) Tj ET" for n in range(8_000))

PAGES: dict[str, tuple[str, Made, str]] = {
    "nested 50,000 deep": (".html", lambda: deep("div", 50_000), "S107"),
    "nested 1,000 deep": (".html", lambda: deep("div", 1_000), "S107"),
    "inline tags nested deep": (".html", lambda: deep("b", 20_000), "S107"),
    "nested tables": (".html", lambda: deep("table><tr><td", 3_000), "S107"),
    "100,000 attributes": (".html", lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">x</p>", "S107"),
    "an open tag of 1 MB": (".html", lambda: b"<a href='" + b"x" * 1_000_000, "S105"),
    "30,000 items": (".html", lambda: b"<ol>" + b"<li>x" * 30_000 + b"</ol>", ""),
    "500,000 elements": (".html", lambda: b"<br>" * 500_000 + b"x", "S107"),
    "a million ampersands": (".html", lambda: b"<p>" + b"&" * 1_000_000 + b"</p>", ""),
    "60 kB of brackets": (".html", lambda: b"[" * 60_000, ""),
    "60 kB of open links": (".html", lambda: b"<a " * 20_000, "S105"),
    "entities in entities": (".html", lambda: BOMB.encode() + b"<p>&b;</p>", ""),
    "a file of this machine": (".html", lambda: PASSWD.encode() + b"<p>&a;</p>", ""),
    "only menus": (".html", lambda: LINKS.encode(), "S105"),
    "only a script": (".html", lambda: b"<script>alert(1)</script>", "S105"),
    "nothing": (".html", lambda: b"<html></html>", "S105"),
    "only comments": (".html", lambda: b"<!-- x -->" * 10_000, "S105"),
    "one line of 4 MB": (".html", lambda: "chữ ".encode() * 800_000, ""),
    "a page that is a picture": (".html", lambda: b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 99, "S104"),
    "a page with no known encoding": (".html", lambda: "Żółć i gęś, źdźbło, ćma, łąka".encode("cp1250"), "S104"),
    "9 MB": (".html", lambda: b"x " * 4_500_000, "S103"),
}
WORD: dict[str, tuple[str, Made, str]] = {
    "a bomb of 300 MB": (".docx", lambda: zipped({"word/document.xml": b" " * 300_000_000}), "S107"),
    "a bomb of 60 MB": (".docx", lambda: zipped({"word/document.xml": b"<a>" + b" " * 60_000_000}), "S107"),
    "a bomb in a bomb": (".docx", lambda: zipped({"a.zip": zipped({"b": b"\0" * 90_000_000}) * 99}), "S107"),
    "10,000 members": (".docx", lambda: zipped({f"word/x{n}.xml": b"" for n in range(10_000)}), "S107"),
    "a foreign entity": (".docx", lambda: word_file(paragraph("x"), head=PASSWD), "S107"),
    "a bomb of entities": (".docx", lambda: word_file(paragraph("x"), head=BOMB), "S107"),
    "XML nested 5,000 deep": (".docx", lambda: nested(2_500), "S106"),
    "XML nested 240 deep": (".docx", lambda: nested(120), "S107"),
    "tables in tables": (".docx", lambda: word_file(_tables(70)), "S107"),
    "cut in the middle": (".docx", lambda: word_file(paragraph("chữ"))[:400], "S106"),
    "no zip": (".docx", lambda: b"PK\x03\x04 no more", "S106"),
    "an empty file": (".docx", lambda: b"", "S105"),
    "a zip without a document": (".docx", lambda: zipped({"a.txt": b"x"}), "S106"),
    "a document without a body": (".docx", lambda: zipped({"word/document.xml": b"<a/>"}), "S106"),
    "malformed XML": (".docx", lambda: zipped({"word/document.xml": b"<w:document"}), "S106"),
    "XML that is no text": (".docx", lambda: zipped({"word/document.xml": bytes(range(256))}), "S106"),
    "a relation that leaves the container": (".docx", lambda: word_file(paragraph("x"), parts={"_rels/.rels": _leaving()}), "S106"),
    "with a password": (".docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "S110"),
    "no words": (".docx", lambda: word_file(paragraph("")), "S105"),
    "a style based on itself": (".docx", lambda: word_file(paragraph("x", '<w:pStyle w:val="A"/>'), parts=CIRCLE), ""),
    "a list that is not there": (".docx", lambda: word_file(listed("x", 99)), ""),
    "a footnote that is not there": (".docx", lambda: word_file(paragraph('<w:r><w:t>x</w:t><w:footnoteReference w:id="7"/></w:r>')), ""),
    "numbers that are words": (
        ".docx",
        lambda: word_file(paragraph("x", '<w:numPr><w:ilvl w:val="a"/><w:numId w:val="b"/></w:numPr>')),
        "",
    ),
    "30,000 paragraphs": (".docx", lambda: word_file(*(paragraph(f"{n * 7919 % 65537} {n}") for n in range(30_000))), ""),
    "a word of 2 MB": (".docx", lambda: word_file(paragraph(run("".join(random.Random(1).choices("abcdefgh", k=2_000_000))))), ""),
}
PRINT: dict[str, tuple[str, Made, str]] = {
    "no PDF": (".pdf", lambda: b"%PDF-1.4 nothing more", "S106"),
    "a picture named .pdf": (".pdf", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "S106"),
    "a zip named .pdf": (".pdf", lambda: word_file(paragraph("x")), "S106"),
    "an empty PDF": (".pdf", lambda: b"", "S105"),
    "a thousand pages of one": (".pdf", lambda: one_page(kids="[" + "3 0 R " * 1000 + "]", count=1000), "S107"),
    "pages in a circle": (".pdf", lambda: one_page(kids="[2 0 R 3 0 R]", count=2), ""),
    "a count that lies": (".pdf", lambda: one_page(count=2_000_000_000), ""),
    "a form that draws itself": (".pdf", lambda: one_page(STREAM + " /X Do"), ""),
    "a script": (".pdf", lambda: one_page(extra="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "S115"),
    "a script by another spelling": (".pdf", lambda: one_page(extra="/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>"), "S115"),
    "a script packed away": (".pdf", lambda: packed("<< /S /JavaScript /JS (app.alert(1)) >>"), "S115"),
    "a program to start": (".pdf", lambda: one_page(extra="/OpenAction << /S /Launch /F (cmd.exe) >>"), "S115"),
    "a file within": (".pdf", lambda: one_page(extra="/Names << /EmbeddedFiles << /Names [(a) 9 0 R] >> >>"), "S115"),
    "words about scripts": (".pdf", lambda: one_page(STREAM.replace("read", "/JavaScript")), ""),
    "a million brackets": (".pdf", lambda: one_page(STREAM + " [" * 500_000), ""),
    "letters far outside": (".pdf", lambda: one_page(STREAM + " BT /F1 12 Tf 1e30 -1e30 Td (x) Tj ET"), ""),
    "letters of no size": (".pdf", lambda: one_page(STREAM + " BT /F1 0 Tf 72 600 Td (no size) Tj ET"), ""),
    "a page of no size": (".pdf", lambda: one_page(box="[0 0 0 0]"), ""),
    "80,000 letters on one page": (".pdf", lambda: one_page(LETTERS), ""),
}
PLAIN: dict[str, tuple[str, Made, str]] = {
    "a text of 9 MB": (".txt", lambda: b"x " * 4_500_000, "S103"),
    "one line of 7 MB": (".txt", lambda: b"x" * 7_000_000, ""),
    "60 kB of asterisks": (".txt", lambda: b"*" * 60_000 + b"x", ""),
    "60 kB of cells": (".md", lambda: b"|" * 60_000 + b"x|", ""),
    "only blanks": (".txt", lambda: b" \n\t\n" * 1000, "S105"),
    "only invisible characters": (".txt", lambda: "\u200b\u200e\ufeff".encode() * 99, "S105"),
    "bytes of every kind": (".txt", lambda: bytes(range(256)) * 9, "S104"),
    "packed text": (".txt", lambda: gzip.compress(b"x" * 9999), "S104"),
    "half a UTF-16": (".txt", lambda: "chữ".encode("utf-16")[:-1], "S104"),
    "a program": (".exe", lambda: b"MZ", "S101"),
    "a spreadsheet": (".xls", lambda: OLE, "S106"),
    "slides": (".ppt", lambda: OLE, "S101"),
}
ALL = {**PAGES, **WORD, **PRINT, **PLAIN}


def _tables(times: int) -> str:
    inside = paragraph("x")
    for _ in range(times):
        inside = table([inside])
    return inside


def _leaving() -> str:
    space, kind = "http://schemas.openxmlformats.org/package/2006/relationships", "http://x/officeDocument"
    return f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="{kind}" Target="../../etc/passwd"/></Relationships>'
