"""The twelve checks of translations, as tables: what each must find, and what it must leave alone."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from builder.model import News, Node, Pairing, Record, Run, Signature, SourceFile, TranslatedBlock, Translation
from builder.translate import values
from builder.translate.check import check
from builder.translate.file import hash8
from builder.translate.pairing import pair


def checked(pairs: Iterable[tuple[str, str]], waived: tuple[tuple[int, str], ...] = (), **made: object) -> list[tuple[str, str]]:
    """(code, block) of everything said of blocks p1, p2 … in both languages."""
    pairs = list(pairs)
    nodes = tuple(Node(f"p{n}", "paragraph", "", (Run(vi, 0),)) for n, (vi, _) in enumerate(pairs, 1))
    record = Record("x", "document", "vi", SourceFile("x.txt", "0", "txt", "utf-8"), "", body=nodes)
    blocks = tuple(TranslatedBlock(f"p{n}", hash8(pairs[n - 1][0]), en, 8 + n, waived) for n, (_, en) in enumerate(pairs, 1))
    header = {
        "source_sha256": "0",
        "translator": "x",
        "date": "2020-01-01",
        "status": "unofficial",
        "source": None,
        "title": "x",
        "subject": None,
    }
    translation = Translation("x.en.md", blocks=blocks, **(header | made))  # type: ignore[arg-type]
    text = {b.id: b.text for b in blocks if b.text}
    missing = tuple(b.id for b in blocks if not b.text)
    return [(p.code, dict(p.args).get("block", "")) for p in check(record, Pairing(translation, text, missing))]


FINDS = [
    ("T201", "Thực hiện Quyết định số 145/QĐ-TTg.", "In implementation of Decision No. 154/QĐ-TTg."),
    ("T201", "Thực hiện Quyết định này của tỉnh.", "In implementation of Decision No. 145/QĐ-TTg of the province."),
    ("T202", "Báo cáo trước ngày 15/12/2024 cho huyện.", "Report before 5 December 2024 to the district."),
    ("T202", "Báo cáo trước ngày 20 tháng 6 hằng năm.", "Report before July 20 every year."),
    ("T203", "Hỗ trợ 1.835 người trong xã.", "Support for 1,385 people of the commune."),
    ("T203", "Mức 0,5 % số tiền đã đóng.", "A rate of 5% of the sum that was paid."),
    ("T203", "Ký quỹ 2 tỷ đồng tại một ngân hàng.", "A deposit of VND 2 million at a bank."),
    ("T203", "Tuyển mười người trong xã.", "Recruit 12 people of the commune."),
    ("T204", "Theo điểm a khoản 2 Điều 35 của Luật này.", "Under Point a, Clause 1, Article 35 of this Law."),
    ("T204", "Theo các khoản 4, 5 và 6 Điều 34 của Luật này.", "Under Clauses 4 thru 7, Article 34 of this Law."),
    ("T204", "Theo Điều 5 và Điều 7 của Luật này.", "Under Article 5 of this Law and later articles."),
    ("T205", "2. Đẩy mạnh công tác thông tin của xã.", "3. Step up the information work of the commune."),
    ("T205", "đ) Đẩy mạnh công tác thông tin của xã.", "d) Step up the information work of the commune."),
    ("T206", "Giao Bộ Y tế hướng dẫn các địa phương.", "The Ministry of Justice is to guide the localities."),
    ("T206", "Giao bộ chủ quản hướng dẫn các xã.", "The Ministry of Justice is to guide the communes."),
    ("T206", "Sở Nội vụ tổng hợp kết quả của xã.", "The Department of Finance compiles the results of the communes."),
    ("T207", "Bình đẳng giới trong mọi ngành nghề.", "Equal chances of women and men in every trade."),
    ("T208", "Doanh nghiệp không được thu tiền của họ.", "Enterprises may collect money from them."),
    ("T208", "Người chưa có giấy tờ thì báo cho xã.", "Whoever has papers tells the commune so."),
    ("T208", "Số tiền không quá mức đã nêu ở trên.", "The sum is the one that is stated above."),
    ("T208", "Tiền lương ít nhất bằng mức đã nêu ở trên.", "The wage equals the level that is stated above."),
    ("T208", "Người ký được miễn trách nhiệm, trừ trường hợp lừa dối.", "Whoever signs is relieved of liability, in cases of deceit too."),
    (
        "T208",
        "Doanh nghiệp không thu tiền của họ. Xã báo cáo cho huyện biết. Huyện không trả lời thì xã hỏi lại.",
        "Enterprises collect money from them. Communes report to the district, which is not by the way. If the district does not reply, they ask again.",
    ),
    ("T221", "Đăng trên cổng thông tin của Bộ Y tế.", "Post this on its portal for information."),
    ("T221", "Theo điểm đ khoản 2 Điều 35 của Luật này.", "Under Point d, Clause 2, Article 35 of this Law."),
    ("T221", "Điều 35 và khoản 2 Điều 35 của Luật này.", "Clause 2, Article 35 of this Law, and no other."),
    ("T221", "Theo Nghị định ban hành ngày 17 tháng II năm 2000.", "Under the Decree of November 17, 2000 that was issued."),
    ("T221", "Giao Bộ Y tế hướng dẫn; Bộ Y tế tổng kết.", "The Ministry of Health guides; the Ministry of Fair Winds sums up."),
    ("T222", "Xã báo cáo trong 5 ngày; huyện báo cáo trong 10 ngày.", "Communes report within 10 days; districts report within 5 days."),
    (
        "T222",
        "Trước ngày 01/3/2024 các xã báo cáo kết quả. Huyện họp các xã để rút kinh nghiệm ở trụ sở. Tỉnh cấp 2.500 đồng.",
        "Before 1 March 2024 the communes report the results. The province grants VND 2,500.",
    ),
    ("T210", "Vận động người dân tham gia ở các xã.", "Mobilise người dân to take part ở các xã of the district."),
    ("T217", "Vận động người dân tham gia các lớp học nghề được mở ở các xã và thị trấn.", "Mobilise the people."),
]

LEAVES = [
    ("Quyết định số 1638/QĐ-LĐTBXH của Bộ.", "Decision No. 1638/QD-LDTBXH of the Ministry."),
    ("Ngày 05/4/2016 họp ở xã; ngày 3 tháng 2 năm 2017 họp ở huyện.", "A meeting in the commune on 5 April 2016, in the district on February 3rd, 2017."),
    ("Trước ngày 20 tháng 6 và trước ngày 15 tháng 12 năm trước.", "Before the 20th of June and before December 15 of the previous year."),
    ("Trong tháng 12 hoàn thành việc này ở xã.", "Complete this in the commune in December."),
    ("Từ 22 giờ đến 6 giờ sáng, tối đa 30 phút.", "From 10 p.m. to 6 a.m., at most 30 minutes."),
    ("Họp lúc 15h30 tại trụ sở của xã.", "A meeting at 3:30 p.m. at the seat of the commune."),
    ("Trong 05 ngày, ít nhất 02 người của xã.", "Within five days, at least two people of the commune."),
    ("Ký quỹ 2.000.000.000 đồng (hai tỷ đồng).", "A deposit of VND 2 billion (two billion)."),
    ("Trong 01 tháng phải có kết quả.", "There must be results within a month."),
    ("Báo cáo định kỳ 06 tháng cho huyện.", "Biannual reports to the district."),
    ("Theo các khoản 4, 5, 6 và 7 Điều 34 của Luật này.", "Under Clauses 4 thru 7, Article 34 of this Law."),
    ("Theo điểm a, điểm đ khoản 3 Điều này và Điều 5, Điều 7.", "Under Points a and dd, Clause 3 of this Article, and Articles 5 and 7."),
    ("đ) Đẩy mạnh công tác thông tin của xã.", "dd/ Step up the information work of the commune."),
    ("- Đẩy mạnh công tác thông tin của xã.", "Step up the information work of the commune."),
    ("Giao Bộ trưởng Bộ Y tế hướng dẫn.", "The Minister of Health is to give guidance."),
    ("Bộ Lao động - Thương binh và Xã hội.", "Ministry of Labor, War Invalids and Social Affairs"),
    ("UBND các xã thực hiện việc này.", "People's Committees of the communes do this."),
    ("UBND các xã thực hiện việc này.", "People’s Committees of the communes do this."),
    ("Ghi rõ số lao động và số thanh tra viên.", "State the number of hands and of inspectors."),
    ("Các tổ chức phi Chính phủ cùng tham gia.", "Non-governmental organisations take part too."),
    ("Tổ chức lao động quốc tế, hợp đồng lao động", "the International Labor Organization, labor contracts"),
    ("Không được đình công ở nơi này.", "A strike is prohibited in this place."),
    ("Người đó có tham gia hay không thì phải báo.", "Whether that person takes part must be reported."),
    ("Số tiền không quá mức đã nêu, không thấp hơn mức cũ.", "The sum must not exceed the level stated and is at least the old one."),
    ("Ngành hàng không có không gian phát triển.", "Aviation has room for development."),
    ("Thỏa thuận không trái pháp luật và đạo đức xã hội.", "Agreements not contrary to law and social morality."),
    ("Các xã tranh thủ tối đa nguồn lực của huyện.", "The communes make full use of the resources of the district."),
    ("Doanh nghiệp 100% vốn nhà nước cùng báo cáo.", "Wholly state-owned enterprises report too."),
    ("Hội nghị Trung ương khóa XII về tiền lương.", "The plenum of the 12th Central Committee on wages."),
    ("Thông qua tổ chức dịch vụ việc làm ở tỉnh.", "Through employment service centers in the province."),
    ("Thông báo cho Liên đoàn Lao động cấp tỉnh.", "Notify the provincial-level Labor Federation."),
    ("Giao Phòng Lao động - Thương binh và Xã hội.", "Assign the Office of Labor, Invalids and Social Affairs."),
    ("l. Đẩy mạnh công tác thông tin của xã.", "1. Step up the information work of the commune."),
    ("Gửi theo Mẫu số 09/PLIH của tỉnh.", "Sent on Form No. 09/PLIII of the province."),
    ("Theo danh mục của tỉnh. Mục 2 KÝ QUỸ CỦA DOANH NGHIỆP", "In accordance with the list of the province."),
    ("Ông Phạm Quang Sự phát biểu tại xã Bình Đông.", "Mr Pham Quang Su spoke in Bình Đông commune."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "vi", "en"), FINDS)
def test_a_fault_is_found_under_its_code(code: str, vi: str, en: str) -> None:
    assert {c for c, _ in checked([(vi, en)])} == {code}


@pytest.mark.parametrize(("vi", "en"), LEAVES)
def test_a_faithful_translation_is_left_alone(vi: str, en: str) -> None:
    assert checked([(vi, en)]) == []


def test_a_value_said_less_often_is_only_worth_a_look() -> None:
    assert checked([("Có 50 người ở xã và 50 người ở huyện.", "There are 50 people each in commune and district.")]) == [("T215", "p1")]


def test_a_waiver_silences_its_check_in_its_block_alone() -> None:
    pairs = [("Hỗ trợ 1.835 người trong xã.", "Support for 1,800 people of the commune.")]
    assert checked(pairs, ((3, "rounded"),)) == []
    assert checked(pairs, ((4, "of another check"),)) == [("T203", "p1")]


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        ({"translator": None}, ["T212"]),
        ({"date": None}, ["T212"]),
        ({"translator": None, "status": "draft"}, []),
        ({"status": "official"}, ["T220"]),
        ({"status": "official", "source": "Công báo 1/2020"}, []),
        ({"source_sha256": "1"}, ["T211"]),
    ],
)
def test_the_header_says_who_when_and_of_what(made: dict[str, str | None], codes: list[str]) -> None:
    assert [c for c, _ in checked([("Như trên.", "As above.")], **made)] == codes


def test_a_block_without_english_is_missing() -> None:
    assert checked([("Như trên.", "As above."), ("Trân trọng cảm ơn.", "")]) == [("T213", "p2")]


def test_swapped_blocks_are_suspected_by_what_they_state() -> None:
    one = (
        "1. Tuyên truyền về bình đẳng giới trong cộng đồng dân cư của huyện.",
        "Inform the communities of the district of gender equality.",
    )
    two = (
        "2. Báo cáo kết quả cho Sở Nội vụ trước ngày 10/12/2024.",
        "Report the results to the Department of Home Affairs before 10 December 2024.",
    )
    assert ("T218", "p1") not in checked([one, two])
    found = checked([(one[0], "1. " + two[1]), (two[0], "2. " + one[1])])
    assert {("T218", "p1"), ("T202", "p2")} <= set(found)


def test_a_defined_term_is_declared_in_both_and_kept_to() -> None:
    first = (
        "Phê duyệt Chiến lược hội nhập (sau đây gọi tắt là Chiến lược 145).",
        "approving the Strategy (hereinafter referred to as Strategy 145).",
    )
    kept = ("Để thực hiện Chiến lược 145, các xã báo cáo.", "In order to implement Strategy 145 the communes report.")
    lost = ("Để thực hiện Chiến lược 145, các xã báo cáo.", "In order to implement it (145) the communes report.")
    assert ("T209", "p2") not in checked([first, kept])
    assert ("T209", "p2") in checked([first, lost])
    assert ("T209", "p1") in checked([(first[0], "approving the Strategy on integration (Strategy 145 for short).")])


def test_people_are_named_with_or_without_marks() -> None:
    record = Record(
        "x", "news", "vi", SourceFile("x.txt", "0", "txt", "utf-8"), "", news=News(persons=("Doãn Mậu Diệp",)),
        body=(Node("p1", "paragraph", "", (Run("Thứ trưởng Doãn Mậu Diệp phát biểu.", 0),)),), signature=Signature("Phạm Quang Sự", "PHÓ CHỦ TỊCH"),
    )  # fmt: skip

    def codes(speaker: str, signer: str) -> list[str]:
        blocks = (
            TranslatedBlock("p1", "", f"Deputy Minister {speaker} spoke.", 9),
            TranslatedBlock("s1", "", f"VICE CHAIRMAN / {signer}", 12),
        )
        made = Translation("x.en.md", "0", "x", "2020-01-01", "unofficial", None, "x", None, blocks)
        return [p.code for p in check(record, pair(record, made)) if p.code not in ("T211", "T216")]

    assert codes("Doan Mau Diep", "Phạm Quang Sự") == []
    assert codes("Doan Mau Hiep", "Pham Quang Su") == ["T206"]
    assert codes("Doãn Mậu Diệp", "Pham Quang Tu") == ["T206"]


def test_blocks_out_of_order_are_named() -> None:
    nodes = tuple(Node(f"p{n}", "paragraph", "", (Run(vi, 0),)) for n, vi in enumerate(("Một việc.", "Hai việc."), 1))
    record = Record("x", "document", "vi", SourceFile("x.txt", "0", "txt", "utf-8"), "", body=nodes)
    blocks = (TranslatedBlock("p2", "", "Two things.", 9), TranslatedBlock("p1", "", "One thing.", 12))
    made = Translation("x.en.md", "0", "x", "2020-01-01", "draft", None, "x", None, blocks)
    assert [(p.code, p.line) for p in check(record, pair(record, made)) if p.code == "T219"] == [("T219", 12)]


@pytest.mark.parametrize(
    ("text", "label"),
    [("Điều 5. Phạm vi", "5"), ("Article 12. Scope", "12"), ("1. Xã", "1"), ("2.1. Xã", "2.1"), ("đ) Xã", "đ"), ("dd/ Communes", "đ"), ("- Xã", "-"),
     ("Xã 1. Huyện", ""), ("1.835 người", ""), ("5 . To adopt", "5")],
)  # fmt: skip
def test_labels_are_read_in_one_form(text: str, label: str) -> None:
    assert values.label(text) == label


def test_letters_that_only_look_like_a_roman_number_are_none() -> None:
    assert values.in_words("Lưu: VT, VL.", "vi") == set()  # VL is a unit's code
