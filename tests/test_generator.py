"""The generator of made-up notices: same seed, same notice; its truth stands in the text; every damage can be done."""

from __future__ import annotations

import json
import random
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from tests.notices import DAMAGES, FORMATS, MadeNotice, generate, load
from tests.notices.__main__ import main
from tests.notices.files import KINDS, SAMPLES, encoded, samples, some_damage
from tests.notices.later import KINDS as LATER
from tests.notices.later import later, republished
from tests.notices.words import Words, chinese, compiled, ways
from warehouse import decode

CLUTTER = re.compile(r"\s*\n— \d+ —\n|\n- \d+ -\n|\s*\n---\n|[\s#*]+")
INVISIBLE = re.compile(r"[\u200b\u200d\u2060\ufeff]")
STATUS_CODES = {
    "completed_sustained", "immediate_sustained", "completed", "basically_completed", "staged", "in_progress",
    "not_started", "not_stated", "unmapped",
}  # fmt: skip
ISO = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
WITH_ITEMS = [name for name in FORMATS if name != "no_items"]


def squashed(text: str) -> str:
    return CLUTTER.sub("", INVISIBLE.sub("", text))


def said(notice: MadeNotice) -> list[str]:
    """Every string that the truth says is printed in the problems part, and the title."""
    out: list[str | None] = [notice.truth["notice"]["title"]]
    for problem in notice.truth["problems"]:
        out += [problem[key] for key in ("aspect", "theme", "heading", "title", "description")]
        out += [problem["status_text"], problem["follow_up"]]
        out += [measure[end] for measure in problem["measures"] for end in ("starts", "ends")]
        out += [date["text"] for date in problem["dates"]]
    out += [amount["text"] for amount in notice.truth["amounts"]]
    out += [part for document in notice.truth["documents"] for part in (document["title"], document["number"])]
    return [squashed(text) for text in out if text]


def consistent(truth: dict[str, Any]) -> None:
    """Counts agree, codes are known, values are well formed."""
    problems = truth["problems"]
    assert [p["seq"] for p in problems] == list(range(1, len(problems) + 1))
    seqs = {p["seq"] for p in problems}
    assert {m["seq"] for m in truth["amounts"] + truth["documents"]} <= seqs
    for problem in problems:
        assert problem["measures"]
        assert [m["n"] for m in problem["measures"]] == list(range(1, len(problem["measures"]) + 1))
        assert problem["status"] in STATUS_CODES
        assert (problem["status"] == "not_stated") == (problem["status_text"] is None)
        assert problem["category"] in load.CATEGORIES
        each = {m["progress"] for m in problem["measures"]}
        assert problem["progress"] == (each.pop() if len(each) == 1 and each <= {"done", "planned"} else "ongoing")
        assert all(ISO.fullmatch(d["value"]) for d in problem["dates"])
        assert problem["deadline"] is None or ISO.fullmatch(problem["deadline"])


@pytest.mark.parametrize("format", FORMATS)
def test_same_seed_same_notice(format: str) -> None:
    assert generate(7, format=format) == generate(7, format=format)
    assert generate(7, format=format).text != generate(8, format=format).text


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("seed", range(5))
def test_truth_stands_in_the_text(format: str, seed: int) -> None:
    notice = generate(seed, format=format)
    text = squashed(notice.text)
    assert [part for part in said(notice) if part not in text] == []
    consistent(notice.truth)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_bears_every_damage(format: str, damage: str) -> None:
    notice = generate(3, format=format, damage=(damage,), items=6)
    text = squashed(notice.text)
    if damage == "traditional":
        text = OpenCC("t2s").convert(text)
    assert [part for part in said(notice) if part not in text] == []
    consistent(notice.truth)


@pytest.mark.parametrize("seed", range(60))
def test_damages_combine(seed: int) -> None:
    format = WITH_ITEMS[seed % len(WITH_ITEMS)]
    notice = generate(seed, format=format, damage=some_damage(seed))
    text = squashed(notice.text)
    if "traditional" in notice.damage:
        text = OpenCC("t2s").convert(text)
    assert [part for part in said(notice) if part not in text] == []
    consistent(notice.truth)


@pytest.mark.parametrize("seed", range(60))
def test_header_can_be_told_from_the_text(seed: int) -> None:
    damage = tuple(d for d in some_damage(seed) if d != "traditional")
    notice = generate(seed, format=list(FORMATS)[seed % len(FORMATS)], damage=damage)
    text, header = unicodedata.normalize("NFKC", squashed(notice.text)), notice.truth["notice"]
    for unit in header["units"]:
        assert unit in text
    assert header["inspection_team"] in text
    assert header["contact"]["phone"][0] in text
    assert (header["title"] is None) == ("no_title" in damage)
    order = ("inspection_start", "inspection_end", "feedback_date", "published_on")
    dates = [header[key] for key in order if header[key]]
    assert dates == sorted(dates)


@pytest.mark.parametrize("format", WITH_ITEMS)
def test_as_many_items_as_asked_for(format: str) -> None:
    assert len(generate(1, format=format, items=9).truth["problems"]) == 9


def test_items_stand_in_the_order_of_the_text() -> None:
    for format in WITH_ITEMS:
        notice = generate(5, format=format, items=15)
        text = squashed(notice.text)
        at = 0
        for problem in notice.truth["problems"]:
            for passage in [problem["heading"], *(m[end] for m in problem["measures"] for end in ("starts", "ends"))]:
                at = text.index(squashed(passage), at)


def test_about_as_many_characters_as_asked_for() -> None:
    for format in WITH_ITEMS:
        assert 0.7 < len(generate(2, format=format, chars=13_000).text) / 13_000 < 1.4


def test_declared_totals_are_those_printed() -> None:
    for seed in range(30):
        notice = generate(seed, format="aspect_numbered")
        declared, problems = notice.truth["notice"]["declared"], notice.truth["problems"]
        if declared["problems"] is not None:
            assert declared["problems"] == len(problems)
            assert declared["aspects"] in (None, len({p["aspect"] for p in problems}))
            assert declared["measures"] is None or declared["measures"] >= sum(len(p["measures"]) for p in problems)


def test_a_notice_without_items_still_declares_totals() -> None:
    truth = generate(4, format="no_items").truth
    assert truth["problems"] == []
    assert truth["notice"]["declared"]["problems"]


def test_documents_and_amounts_are_all_written_down() -> None:
    notice = generate(11, format="flat", items=60)
    assert notice.truth["documents"]
    assert notice.truth["amounts"]
    body = squashed(notice.text)
    first, last = notice.truth["problems"][0]["heading"], notice.truth["problems"][-1]["measures"][-1]["ends"]
    part = body[body.index(squashed(first)) : body.index(squashed(last)) + len(last)]
    assert part.count("《") == len(notice.truth["documents"])
    assert len(re.findall(r"\d(?:万余?)?元", part)) == len(notice.truth["amounts"])


def test_dates_of_an_undamaged_notice_are_all_written_down() -> None:
    for seed in range(20):
        notice = generate(seed, format="prose", items=40)
        text = squashed(notice.text)
        first, last = notice.truth["problems"][0]["heading"], notice.truth["problems"][-1]["measures"][-1]["ends"]
        part = text[text.index(squashed(first)) : text.rindex(squashed(last)) + len(last)]
        part = re.sub(r"《[^》]*》|〔\d+〕", "", part)
        printed = re.findall(r"\d{4}年(?:\d+月?[-—至]?(?:\d+月)?(?:\d+日)?)?|(?<![年\d])\d+月\d+日", part)
        assert len(printed) == sum(len(p["dates"]) for p in notice.truth["problems"]), seed


def test_stripped_dates_keep_their_value() -> None:
    values = {
        (d["text"], d["value"])
        for seed in range(20)
        for p in generate(seed, format="flat", damage=("dates_stripped",)).truth["problems"]
        for d in p["dates"]
    }
    stripped = [(text, value) for text, value in values if re.fullmatch(r"\d{6,8}", text)]
    assert stripped
    for text, value in stripped:
        year, month, day = value.split("-")
        assert text == f"{year}{int(month)}{int(day)}"
        assert ways(text[4:]) == 1


@pytest.mark.parametrize(
    ("digits", "count"), [("717", 1), ("111", 2), ("56", 1), ("1215", 1), ("121", 2), ("40", 0), ("310", 1)]
)
def test_ways_to_read_a_month_and_day(digits: str, count: int) -> None:
    assert ways(digits) == count


@pytest.mark.parametrize(
    ("n", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (104, "一百零四"), (148, "一百四十八")]
)
def test_chinese_numerals(n: int, words: str) -> None:
    assert chinese(n) == words


def test_a_year_inside_a_title_is_no_mention() -> None:
    assert compiled("印发《{Y0}度计划》，{Y0}完成{a|b}") == ("印发《%s度计划》，%s完成%s", ("y0", "Y0", ("a", "b")))


def test_the_stock_is_rich_and_free_of_repeats() -> None:
    problems, measures = load.read("problems"), load.read("measures")
    cores = set(problems["core"])
    tables = [*problems.values(), *problems["core"].values()]
    titles = [problem[0] for table in tables for problem in table.get("problems", [])]
    assert len(titles) == len(set(titles)) >= 150
    tables = [*measures.values(), *measures["core"].values()]
    sentences = [sentence for table in tables for kind in load.PROGRESS for sentence in table.get(kind, [])]
    assert len(sentences) == len(set(sentences)) >= 400
    assert set(measures["core"]) == cores == {kind["core"] for kind in load.units()["kind"]}
    assert not [s for s in sentences if "。" in s or "；" in s]


def test_every_sentence_of_the_stock_can_be_said() -> None:
    names = dict.fromkeys(("unit", "full", "party", "we", "sub", "place", "code"), "某")
    for core in load.read("problems")["core"]:
        for category in load.CATEGORIES:
            for progress in load.PROGRESS:
                for template in load.measures(category, core, progress) + load.measures("any", core, progress):
                    words = Words(random.Random(1), (2024, 5, 6), stripped=False)
                    words.names = names
                    assert "{" not in words.say(template).text


def test_invented_places_do_not_exist() -> None:
    import cpca  # noqa: PLC0415 - reads its tables on import

    known = (Path(cpca.__file__).parent / "resources" / "pca.csv").read_text(encoding="utf-8")
    for place in [*load.units()["cities"], *load.units()["counties"]]:
        assert place not in known


def test_unknown_names_are_refused() -> None:
    with pytest.raises(KeyError):
        generate(1, format="nonsense")
    with pytest.raises(ValueError, match="nonsense"):
        generate(1, damage=("nonsense",))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_file(kind: str) -> None:
    notice, data = encoded(generate(1, format="table_tabs", items=3), kind)
    text = "".join(decode.read(data, notice.name).text.split())
    assert notice.truth["source"] == notice.name
    assert notice.truth["problems"][0]["title"] in text


def test_command_line_writes_texts_and_gold(tmp_path: Path) -> None:
    folders = ["--out", str(tmp_path / "in"), "--gold", str(tmp_path / "gold")]
    assert main(["--count", "6", *folders, "--seed", "3", "--items", "4"]) == 0
    texts = {path.name for path in (tmp_path / "in").iterdir()}
    gold = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((tmp_path / "gold").iterdir())]
    assert {g["source"] for g in gold} == texts
    assert len(texts) == 6


def test_shipped_samples_are_those_the_generator_writes() -> None:
    written = {path.name: path.read_bytes() for path in SAMPLES.iterdir()}
    assert written == {notice.name: data for notice, data in (encoded(n, kind) for n, kind in samples())}


@pytest.mark.parametrize("kind", LATER)
def test_later_notices_take_up_problems_of_the_first(kind: str) -> None:
    first = generate(3, format="flat", items=30)
    notice = later(first, 1, kind)
    assert notice == later(first, 1, kind)
    earlier = [problem["earlier"] for problem in notice.truth["problems"]]
    known = [seq for seq in earlier if seq]
    assert known
    assert len(set(known)) == len(known)
    assert set(known) <= {problem["seq"] for problem in first.truth["problems"]}
    assert notice.known.published > first.known.published
    assert (None in earlier) == (kind != "second_disclosure")
    same = [first.truth["problems"][seq - 1]["title"] for seq in known]
    again = [problem["title"] for problem in notice.truth["problems"] if problem["earlier"]]
    assert 0.2 < sum(map(str.__eq__, same, again)) / len(known) < 1


def test_a_copy_says_the_same_with_other_furniture() -> None:
    first = generate(4, format="aspect_item", items=8)
    copy = republished(first, 1, ("web_furniture",))
    assert copy == republished(first, 1, ("web_furniture",))
    assert copy.text != first.text
    assert copy.truth["problems"] == first.truth["problems"]
    for problem in first.truth["problems"]:
        assert problem["heading"] in copy.text
