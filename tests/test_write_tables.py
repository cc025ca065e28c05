"""A table of data in an original is a table on its page, in either language, with links in its cells and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms.word import paragraph, table, word_file

from builder import pipeline
from builder.model import Anchor, Foreign, Paragraph, Table, Text
from builder.write.body import Body


@pytest.fixture
def loaded(tmp_path: Path) -> pipeline.Loaded:
    head = [paragraph(t) for t in ("UBND TỈNH SƠN HẢI", "Số: 3/BC-UBND", "BÁO CÁO", "Kết quả giải quyết việc làm năm 2024")]
    rows = table(["TT", "Nội dung", "Số"], ["1", "Theo Quyết định số 258/QĐ-UBND | phần a", ""], ["2", "Liên hệ: an@example.org", "9"])
    (tmp_path / "content" / "notices").mkdir(parents=True)
    (tmp_path / "content" / "notices" / "2024-3-bc-ubnd.docx").write_bytes(word_file(*head, rows))
    return pipeline.load(tmp_path / "content")


def test_a_table_on_the_page(loaded: pipeline.Loaded) -> None:
    (document,) = loaded.documents
    blocks = list(Body(document.record, loaded.archive, "vi", None, lambda text: iter(())).blocks())
    found = next(b for b in blocks if isinstance(b, Table))
    label = blocks[blocks.index(found) - 1]
    assert isinstance(label, Paragraph)
    assert (label.content, label.id) == ((Text("Bảng"),), document.record.body[0].id)
    assert [len(row) for row in (found.header, *found.rows)] == [3, 3, 3]
    assert found.header == ((Text("TT"),), (Text("Nội dung"),), (Text("Số"),))
    assert found.rows[0][2] == ()
    assert any(isinstance(part, Anchor) for part in found.rows[0][1])


def test_on_a_page_in_another_language_its_cells_say_theirs(loaded: pipeline.Loaded) -> None:
    (document,) = loaded.documents
    found = next(b for b in Body(document.record, loaded.archive, "en", None, lambda text: iter(())).blocks() if isinstance(b, Table))
    assert found.header[0] == (Foreign("vi", (Text("TT"),)),)
    assert found.rows[0][2] == ()


def test_a_bar_in_a_cell_opens_no_other(loaded: pipeline.Loaded, tmp_path: Path) -> None:
    pipeline.build(tmp_path / "content", tmp_path / "docs", tmp_path / "site", Path(__file__).parent.parent / "mkdocs.yml", jobs=1)
    page = (tmp_path / "site" / "vi" / "van-ban" / "2024-3-bc-ubnd" / "index.html").read_text(encoding="utf-8")
    assert page.count("<th>") == 3
    assert "258/QĐ-UBND</a> | phần a" in page
