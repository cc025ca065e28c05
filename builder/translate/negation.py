"""What is forbidden, denied, bounded or excepted in Vietnamese and no longer in English. Counts words; understands no sentence."""

from __future__ import annotations

import re

_THAN = r"(?:quá|dưới|thấp hơn|ít hơn|cao hơn|vượt|muộn hơn|chậm hơn|kém|nhỏ hơn|lớn hơn|trên|trái)"
_MOST = r"(?<!thủ )(?<!huy )(?<!dụng )(?<!chế )tối đa"  # "tranh thủ tối đa" is to make the most of it
_VI_BOUNDS = re.compile(rf"\bkhông (?:được )?{_THAN}\b|\bchưa đủ \d|\b(?:ít nhất|tối thiểu|{_MOST}|nhiều nhất)\b", re.I)
_EN_BOUNDS = re.compile(
    r"\b(?:not?|nor|never|cannot)(?: \w+){0,2}? (?:more|less|lower|higher|over|exceed\w*|later|fewer|smaller|larger|greater|under|below"
    r"|above|beyond|contrary|contravene|violat\w+)\b"
    r"|\b(?:at most|at least|at the latest|up to|within|maximum|minimum|maximally|between|or (?:more|less|over|higher|lower)"
    r"|in line with|compatible|comply|consistent|non-contraven\w+|under (?:full )?\d+)\b",
    re.I,
)
# "hàng không", "không gian", "không khí" deny nothing, nor does "hay không" (whether or not)
_VI = re.compile(
    r"(?<!hàng )\bkhông\b(?! (?:gian|khí|lực|phận|những|chỉ))|\b(?:chưa(?! thành niên)|cấm|chẳng|từ chối)\b"
    r"|(?<!không )\btrái (?:pháp luật|quy định|với|luật|đạo đức)\b|\bvô hiệu\b(?! hóa)|\bvi phạm\b|\bmiễn(?! phí| nhiệm| dịch)\b",
    re.I,
)
# "trừ trường hợp", "trừ những ngành": an exception; "khấu trừ", "trừ đi", "trừ vào": arithmetic
_VI_EXCEPTS = re.compile(
    r"(?<!khấu )(?<!loại )(?<!bài )(?<!phòng )\btrừ\b(?! (?:đi|vào|dần|thời|tiền|phí|sâu|các khoản))|\bngoại trừ\b", re.I
)
_EN_EXCEPTS = re.compile(
    r"\b(?:except\w*|unless|exclud\w*|exclusive|other than|save|apart from|excepting|minus|exempt\w*|without|but not)\b", re.I
)
_WHETHER = re.compile(r"\b(?:hay|hoặc) (?:không|chưa)\b(?! (?:được|thể|phải|đúng|đủ|đầy|thực|có))", re.I)
_VI_FORBIDS = re.compile(
    r"\b(?:không được(?! (?:trả|hưởng|bồi|cấp|thanh|tính|giải|coi|sắp|bố|người|tổ|cơ|gia|chấp|áp|sự|thông|ghi|thành|bảo|tham|đào|nhận|đáp"
    r"|hoàn|phân|cung|cho|công|xem|đóng|tiếp|ký|chi|thực|nêu|xác|quy|miễn|đảm|phép))|nghiêm cấm|cấm)\b",
    re.I,
)
_STEMS = "accurate|adequate|admissible|applicable|appropriate|capable|complete|correct|definite|eligible|sufficient|formal|voluntary"
_EN = re.compile(
    r"\b(?:not(?! only)|nor?|neither|never|none|nothing|without|cannot|nobody|non-(?!business)\w+|yet to|free|loss of|other than"
    r"|shortage|incompetent|refrain\w*|exclud\w*|exclusive of|exempt\w*|reliev\w*|waive\w*|pending|part-time\w*|irrespective|regardless"
    r"|prohibit\w*|forbid\w*|ban(?:s|ned)?|refus\w+|reject\w*|fail(?:s|ed|ing|ure|ures)?|lack\w*|den(?:y|ies|ied|ial)"
    r"|contraven\w*|contrary|against|illegal\w*|unlawful\w*|void|violat\w*|breach\w*|infring\w*|offen[cs]\w*"
    r"|un(?!der|ion|it|til|less|iform|iver|ique|ilat|anim|employ|lawful)\w{4,}|ir(?:remedi|respons|regular|relevan|reversib)\w*"
    rf"|in(?:{_STEMS})\w*|invalid(?!s)\w*|im(?:possible|proper)\w*|dis(?:agree|approv|qualif|regard|satisf|allow)\w*)\b|n't\b",
    re.I,
)
_EN_FORBIDS = re.compile(
    r"\b(?:(?:must|may|shall|can|do|does|will|should|are|is|be)(?: \w+)? (?:not|neither)|cannot|not (?:be )?(?:allowed|permitted|to)"
    r"|prohibit\w*|forbid\w*|no(?:ne)? [^.;]{1,60}? (?:may|shall|must)|must be no|refrain\w*|without|ban(?:s|ned)?)\b",
    re.I,
)


def lost(vi: str, en: str) -> tuple[str, str] | None:
    """(what the Vietnamese says, what the English has) where the English forbids, bounds, excepts or denies less often; else None."""
    if (forbids := _VI_FORBIDS.findall(vi)) and len(forbids) > len(forbidden := _EN_FORBIDS.findall(en)):
        return f"{forbids[0]} × {len(forbids)}", f"must not / prohibited × {len(forbidden)}"
    if (bounds := _VI_BOUNDS.findall(vi)) and len(bounds) > len(bounded := _EN_BOUNDS.findall(en)):
        return f"{bounds[0]} × {len(bounds)}", f"not more / not less × {len(bounded)}"
    if (excepts := _VI_EXCEPTS.findall(vi)) and len(excepts) > len(excepted := _EN_EXCEPTS.findall(en)):
        return f"{excepts[0]} × {len(excepts)}", f"except / unless × {len(excepted)}"
    denies = _VI.findall(_VI_BOUNDS.sub(" ", _WHETHER.sub(" ", vi)))
    if denies and len(denies) > len(denied := _EN.findall(_EN_BOUNDS.sub(" ", en))):
        return f"{denies[0]} × {len(denies)}", f"not × {len(denied)}"
    return None
