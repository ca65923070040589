"""Progress of measures and items: made-up measures, the rules of weighing, accuracy on the real notices."""

from __future__ import annotations

import json
import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shared import shared_dir
from transforms import progress

# Written before the vocabulary.
FIRST: dict[str, list[str]] = {
    "done": [
        "修订完善《财务管理办法》,规范报销流程。",
        "已于2024年9月收回多付款项3.2万元。",
        "组织全体干部开展专题学习4次,参加人数210人次。",
        "加强对基层站所的监督检查。",
        "严格执行集体决策制度,坚决杜绝个人说了算。",
        "对3名责任人给予批评教育。",
        "建立月调度机制,每月通报进展。",
        "明确专人负责档案整理,完成86卷档案补充归档。",
        "召开党委会专题研究,制定《关于加强年轻干部培养的实施方案》。",
        "将逾期借用的设备全部收回。",
        "将意识形态工作纳入年度考核内容。",
        "进一步压实安全生产责任,开展拉网式排查,整改隐患27处。",
        "逐步建立健全内控体系,目前已印发制度12项。",
        "稳步推进老旧小区改造,全年完工9个小区。",
        "加快项目建设进度,目前已竣工并交付使用。",
        "定期开展谈心谈话,做到早提醒、早纠正。",
        "持续开展整治,共查处违规收费4起,退还金额1.6万元。",
        "计划生育协会完成换届选举。",
        "制定年度培训计划,按计划举办培训班3期。",
        "对不按规定列支的费用予以清退。",
        "邀请纪检组全程列席会议。",
        "印发工作计划,明确下一步重点任务和责任人。",
        "督促将要到期的合同提前办理续签手续,已续签5份。",
        "每季度召开一次联席会议,研究解决堵点问题。",
        "拟定《公务接待管理办法》,经党委会审议通过后印发执行。",
        "预计损失的款项8万元已全部追回。",
        "强化预算管理,完善预计支出审核环节。",
        "将物业业务划入资产公司,减少管理层级1级,预计每年压减费用62万元。",
        "深入乡村开展走访,收集意见建议35条,均已答复。",
        "坚持举一反三,常态化开展自查自纠。",
        "完善将专业技术人员下沉基层的工作机制,选派12人驻点帮扶。",
        "核查正在公示的拟录用人员资格,取消2人资格。",
        "争取上级补助资金120万元,用于改善办学条件。",
    ],
    "ongoing": [
        "目前正在办理竣工决算审计。",
        "稳步推进集团化办学改革,促进优质资源均衡。",
        "逐步化解历史债务,减轻财务负担。",
        "剩余4宗历史遗留用地手续正在办理中。",
        "已启动档案数字化工作,目前正有序推进。",
        "持续推进污水管网改造工程。",
        "已向市财政局提交申请,待批复后实施。",
        "已完成初步设计,预计2025年6月底完工。",
        "与承租方多次沟通协商,尚未达成一致意见。",
        "已提起诉讼,案件正在审理。",
        "加快推进产业园建设,目前完成工程量的60%,仍在施工。",
        "对往年欠缴租金继续追缴,下一步将通过法律途径解决。",
        "制定了编制调整方案并报编办,下一步将根据批复配齐人员。",
        "全力推进不动产权证办理工作。",
        "资产盘点工作仍在进行中。",
        "已收回欠款12万元,剩余8万元继续催缴。",
        "逐步减少编外人员数量。",
        "深入推进校企合作,努力打造特色专业。",
        "项目前期工作有序推进,争取早日开工。",
        "招聘公告已发布,目前处于资格审查阶段。",
        "信息系统升级改造项目正在招标。",
        "该问题尚未整改完毕,将持续跟踪督办。",
    ],
    "planned": [
        "拟于2025年第一季度开展专项审计。",
        "下一步将对全部合同进行清理。",
        "计划在年底前完成人员调整。",
        "待新办公楼建成后统一调配办公用房。",
        "将择机开展内部轮岗。",
        "力争2026年启动新校区建设。",
        "预计明年完成设备更新。",
        "适时组织开展回头看检查。",
        "拟聘请第三方机构对资产进行评估。",
        "下步,将适时修订绩效考核办法。",
        "计划2025年举办业务培训班两期。",
        "待上级政策明确后再行研究。",
    ],
}

# Written after the first vocabulary was, before it was revised.
SECOND: dict[str, list[str]] = {
    "done": [
        "建立村级小微权力清单,将48项事项逐一公开上墙。",
        "聘请第三方会计师事务所对近三年账目进行审计,形成审计报告1份。",
        "学校与3家企业签订合作协议,共建实训基地。",
        "印发《关于进一步规范合同管理的通知》,严把合同审核关。",
        "通过约谈、通报等方式督促责任单位限期缴纳,目前欠缴的水费已全部缴清。",
        "局主要负责同志带队到12个乡镇开展实地调研,现场解决问题9个。",
        "细化岗位职责,实行双人复核,杜绝类似问题再次发生。",
        "对照年度目标任务,倒排工期,压茬推进,全部项目如期完工。",
        "将党建工作与业务工作同谋划、同部署、同考核。",
        "利用主题党日组织党员到红色教育基地参观学习。",
        "建立信访事项台账,实行领导包案,做到件件有着落。",
        "制定《项目推进计划》,逐月调度,项目已全面投产。",
        "审判庭共审结积案136件,结案率提升至96%。",
        "持续强化理论学习,引导干部学思用贯通。",
        "对招待费开支实行总额控制,较上年下降18%。",
        "进一步健全完善议事规则,明确须上会讨论的事项范围。",
        "开展师德师风警示教育大会,教职工签订承诺书186份。",
        "针对台账缺失问题,安排专人补充完善相关资料。",
        "正在使用的7处办公用房均按标准调整到位。",
        "稳步提升服务水平,群众满意度达到98.5%。",
        "建立待办事项清单,实行销号管理。",
        "修订拟录用人员考察办法,严把政治关。",
    ],
    "ongoing": [
        "因涉及历史遗留问题,资产确权工作仍在办理。",
        "已与规划部门对接,正在编制控制性详细规划。",
        "对已到期未续签的租赁合同逐步进行清理规范。",
        "案件已移送法院,目前处于执行阶段。",
        "持续推进农村生活污水治理。",
        "已制定分期还款计划,首笔5万元已归还,其余款项按计划继续归还。",
        "完成可研批复,项目正在开展招标工作。",
        "目前已有6个村完成分红,其余4个村正在推进。",
        "已发函催收,对方尚未回复。",
        "平台系统已上线试运行,后续将根据试运行情况优化功能。",
        "积极推进产权证办理,现已完成测绘。剩余手续正有序办理。",
        "采取分批次、分步骤的方式逐步消化超编人员。",
        "人才公寓主体已封顶,预计2026年3月交付使用。",
        "有序推进档案数字化建设工作。",
        "已将该事项列入明年预算,资金到位后立即实施。",
        "多次与债务人协商还款事宜,争取早日收回欠款。",
    ],
    "planned": [
        "下一步,将结合机构改革统筹调整岗位。",
        "拟在明年初组织一次全面清产核资。",
        "计划于9月份赴先进地区考察学习。",
        "待机构改革到位后,再行核定编制。",
        "将于年底前开展一次专项督查。",
        "力争三年内实现收支平衡。",
        "适时对制度执行情况进行评估。",
        "今后将加大对违规行为的处理力度。",
        "拟将该地块纳入下一批储备计划。",
        "届时将邀请专家开展专题培训。",
    ],
}

FULL_WIDTH = str.maketrans({chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)})


def classify(*texts: str | None) -> pl.DataFrame:
    schema = {"measure_key": pl.UInt64, "text": pl.String}
    return progress.classify(pl.DataFrame({"measure_key": range(len(texts)), "text": texts}, schema=schema))


def codes(*texts: str | None) -> list[str | None]:
    return classify(*texts)["progress_code"].to_list()


@pytest.mark.parametrize("sentences", [FIRST, SECOND])
def test_made_up_measures(sentences):
    flat = [(code, text) for code, members in sentences.items() for text in members]
    found = codes(*(text for _, text in flat))
    wrong = [(*want, got) for want, got in zip(flat, found, strict=True) if want[0] != got]
    assert not wrong


def test_schema_null_and_empty():
    out = classify(None, "", "召开会议。")
    assert out.schema == progress.OUTPUT_SCHEMA
    assert out.rows() == [(0, None, []), (1, None, []), (2, "done", [])]
    assert classify().schema == progress.OUTPUT_SCHEMA


def test_words_tell_why():
    found = classify("与对方协商,尚未达成一致。", "拟召开会议,已召开会议。", "已完成。")["progress_words"]
    assert [set(words) for words in found] == [{"尚未"}, {"拟"}, set()]


def test_titles_of_documents_say_nothing():
    assert codes("印发《下一步拟推进事项计划》。") == ["done"]


def test_jiang_as_ba_is_no_future():
    assert codes("将制度汇编成册。", "将对制度进行汇编。") == ["done", "planned"]


def test_a_result_outweighs_the_moving_head():
    assert codes("稳步推进确权登记。", "稳步推进确权登记,已全部完成。") == ["ongoing", "done"]


def test_a_result_as_weighty_as_what_is_open_counts():
    assert codes("稳步推进园区项目,园区建成。") == ["done"]


@pytest.mark.parametrize("line", ["finishd\tany\t3\t完工\t", "finished\tanywhere\t3\t完工\t"])
def test_a_line_of_the_vocabulary_that_cannot_be_used_is_refused(line, tmp_path, monkeypatch):
    words = tmp_path / "progress.tsv"
    words.write_text(f"signal\tplace\tweight\tpattern\tnote\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(progress, "VOCABULARY", words)
    with pytest.raises(ValueError, match="cannot use"):
        progress.vocabulary.__wrapped__()


@pytest.mark.parametrize(
    ("measures", "want"),
    [
        (["done", "done"], "done"),
        (["planned", "planned"], "planned"),
        (["done", "planned"], "ongoing"),
        (["done", "ongoing"], "ongoing"),
        (["planned", "ongoing"], "ongoing"),
        (["done", None], "done"),
        ([None], None),
    ],
)
def test_of_item(measures, want):
    frame = pl.DataFrame(
        {"problem_key": [7] * len(measures), "progress_code": measures},
        schema={"problem_key": pl.UInt64, "progress_code": pl.String},
    )
    assert progress.of_item(frame).rows() == [(7, want)]


def test_items_stay_in_the_order_of_their_first_measures():
    keys = [9, 3, 9, 5, *range(20, 60), 3]
    frame = pl.DataFrame({"problem_key": keys, "progress_code": "done"}, schema_overrides={"problem_key": pl.UInt64})
    assert progress.of_item(frame)["problem_key"].to_list() == [9, 3, 5, *range(20, 60)]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(alphabet="已将拟正在推进完成持续后待,。;《》", max_size=40), max_size=5))
def test_each_measure_by_itself(texts):
    together = codes(*texts)
    assert together == [code for text in texts for code in codes(text)]
    assert set(together) <= {"done", "ongoing", "planned", None}


def test_no_open_sentence_is_taken_for_done():
    texts = [text for part in (FIRST, SECOND) for code in ("ongoing", "planned") for text in part[code]]
    assert "done" not in codes(*texts)


def reading(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]+", "", text).translate(FULL_WIDTH)


def gold_measures() -> list[tuple[str, str]]:
    """Progress wanted and text of each measure of the reference, cut from the notices."""
    base = shared_dir()
    found = []
    for path in sorted((base / "gold").glob("*.gold.json")):
        ref = json.loads(path.read_text(encoding="utf-8"))
        ordered = path.with_name(path.name.replace(".gold.json", ".reading-order.txt"))
        source = ordered if ordered.exists() else base / "corpus" / ref["source"]
        text, position = reading(source.read_text(encoding="utf-8")), 0
        for item in ref["problems"]:
            position = max(text.find(reading(item["heading"]), position), position)
            for measure in item["measures"]:
                starts, ends = reading(measure["starts"]), reading(measure["ends"])
                start = text.find(starts, position)
                start = text.find(starts) if start < 0 else start
                stop = text.find(ends, start) + len(ends)
                found.append((measure["progress"], text[start:stop]))
                position = stop
    return found


def test_accuracy_on_the_real_notices():
    wanted = gold_measures()
    pairs = list(zip((want for want, _ in wanted), codes(*(text for _, text in wanted)), strict=True))
    right = sum(want == got for want, got in pairs)
    open_wanted = [got for want, got in pairs if want != "done"]
    open_found = [want for want, got in pairs if got != "done"]
    assert right / len(pairs) >= 0.97
    assert sum(got != "done" for got in open_wanted) / len(open_wanted) >= 0.85, "recall of ongoing and planned"
    assert sum(want != "done" for want in open_found) / len(open_found) >= 0.8, "precision of ongoing and planned"
