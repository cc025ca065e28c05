"""One address of every view of the site, in both languages: what is looked at by axe, the HTML checker and people. Builds nothing."""

from __future__ import annotations

LOST = "nowhere/at/all/"
_ID, _BLANK, _NEWS = "2017-2637-ldtbxh-htqt", "2024-03-ubnd-binh-son-lao-dong-nuoc-ngoai", "2019-01-15-hoi-nhap-quoc-te-2018"
VI = (
    "vi/", f"vi/van-ban/{_ID}/", f"vi/song-ngu/{_ID}/", f"vi/van-ban/{_BLANK}/", f"vi/tin-tuc/{_NEWS}/", "vi/so/145-qd-ttg/", "vi/so/", "vi/van-ban/",
    "vi/tin-tuc/", "vi/nam/", "vi/loai/cong-van/", "vi/co-quan/", "vi/co-quan/vn-molisa/", "vi/don-vi/vn-molisa-htqt/", "vi/noi-gui/", "vi/linh-vuc/international-cooperation/",
    "vi/hieu-luc/none/", "vi/thoi-han/", "vi/du-lieu/", "vi/gioi-thieu/", "vi/thuat-ngu/", "vi/ban-dich/", "vi/bien-tap/", "vi/ma-loi/", "vi/tim-kiem/",
    "vi/tim-kiem/?q=chien+luoc+hoi+nhap", "vi/tim-kiem/?q=khongcotunay",
)  # fmt: skip
EN = (
    "en/", f"en/notices/{_ID}/", f"en/side-by-side/{_ID}/", f"en/notices/{_BLANK}/", f"en/news/{_NEWS}/", "en/so/145-qd-ttg/", "en/so/", "en/notices/",
    "en/news/", "en/years/", "en/types/cong-van/", "en/issuers/", "en/issuers/vn-molisa/", "en/units/vn-molisa-htqt/", "en/addressees/", "en/topics/international-cooperation/",
    "en/status/none/", "en/deadlines/", "en/data/", "en/about/", "en/glossary/", "en/translations/", "en/editors/", "en/problem-codes/", "en/search/",
    "en/search/?q=overseas+employment", "en/search/?q=nosuchwordhere",
)  # fmt: skip
VIEWS = ("", *VI, *EN, LOST)
