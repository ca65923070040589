"""Made-up newspaper pages: a notice nobody wrote, typeset into columns, read off as badly as real ones are."""

from __future__ import annotations

import random
from dataclasses import dataclass

ACTORS = [
    "局党组",
    "办公室",
    "财务科",
    "督查专班",
    "各党支部",
    "分管领导",
    "纪检组",
    "村镇所",
    "档案室",
    "人事科",
    "机关党委",
    "项目办",
    "养护站",
    "窗口科室",
]
ACTS = [
    "召开专题会议研究部署",
    "修订完善管理办法",
    "逐项核对往来账目",
    "组织集中学习研讨",
    "开展自查自纠",
    "建立问题台账",
    "约谈有关责任人",
    "邀请专家授课辅导",
    "实行每月通报制度",
    "清理闲置房屋设备",
    "公开办事流程",
    "走访困难家庭",
    "梳理岗位风险点",
    "补签劳务合同",
    "更换老旧管网",
    "规范会议记录",
    "复核工程结算",
    "追缴多发补贴",
    "调整支部设置",
    "压缩差旅开支",
    "推行错峰值班",
    "整理历年卷宗",
]
AIMS = [
    "压紧压实责任链条",
    "防止类似情况再次发生",
    "提升群众满意程度",
    "堵塞制度漏洞",
    "增强干部法纪意识",
    "保证资金安全高效",
    "促进作风持续好转",
    "形成齐抓共管局面",
    "做到件件有着落",
    "确保按期销号",
    "推动工作提质增效",
    "补齐基层短板",
    "缩短审批时间",
    "营造风清气正氛围",
]
THINGS = [
    "公务用车",
    "防汛物资",
    "灌溉水渠",
    "农家书屋",
    "停车泊位",
    "危旧校舍",
    "林权档案",
    "老年食堂",
    "路灯线路",
    "招标文件",
    "差旅票据",
    "值班日志",
    "污水管道",
    "培训经费",
    "扶贫项目",
    "村级账目",
    "信访事项",
    "食品抽检",
    "消防通道",
    "文物保护",
    "殡葬服务",
    "旅游厕所",
    "数据平台",
    "人才公寓",
    "技能竞赛",
    "渔业码头",
]
FAULTS = [
    "管理松散",
    "底数不清",
    "监督缺位",
    "进展迟缓",
    "程序倒置",
    "台账混乱",
    "学用脱节",
    "执行走样",
    "闲置浪费",
    "把关不严",
    "公开滞后",
    "整治乏力",
]
NUMERALS = "一二三四五六七八九十"
FULL = 20.0


@dataclass(frozen=True)
class Printed:
    """One printed line: its text, whether a paragraph begins with it, whether a line before it was lost."""

    text: str
    starts: bool
    lost_before: bool = False


@dataclass(frozen=True)
class MadePage:
    """A page as stored, and where each printed line of the true order stands in it."""

    stored: str
    lines: list[Printed]
    spans: list[tuple[int, int]]


def clause(rng: random.Random) -> str:
    kind = rng.randrange(6)
    actor, act, aim, thing = (rng.choice(words) for words in (ACTORS, ACTS, AIMS, THINGS))
    month, day, count = rng.randint(1, 12), rng.randint(1, 28), rng.randint(2, 480)
    if kind == 0:
        return f"{actor}于2022年{month}月{day}日{act}"
    if kind == 1:
        return f"对{thing}开展排查{count}次,发现{rng.choice(FAULTS)}问题{rng.randint(2, 40)}个"
    if kind == 2:
        return f"印发《{thing}管理暂行规定》(某发[2022]{count}号)"
    if kind == 3:
        return f"由{actor}牵头{act},{aim}"
    if kind == 4:
        return f"围绕{thing}{act},惠及群众{count}人次"
    return f"{thing}方面{aim}"


def prose(rng: random.Random, sentences: int) -> str:
    return "".join(",".join(clause(rng) for _ in range(rng.randint(1, 3))) + "。" for _ in range(sentences))


def notice(rng: random.Random, size: int) -> list[str]:
    """Paragraphs of a made-up notice of at least `size` characters."""
    paragraphs = ["根据统一安排," + prose(rng, 2), "一、提高认识,扛牢责任", prose(rng, 4), "二、逐条对照,狠抓落实"]
    item = 0
    while sum(map(len, paragraphs)) < size:
        item += 1
        stop = "。" if rng.random() < 0.8 else ""
        paragraphs.append(
            f"({item}){rng.choice(THINGS)}{rng.choice(FAULTS)},{rng.choice(THINGS)}{rng.choice(FAULTS)}{stop}"
        )
        paragraphs.append("整改情况:" + rng.choice(["已完成整改", "基本完成整改", "正在整改尚未完成"]))
        if rng.random() < 0.3:
            paragraphs.append(prose(rng, rng.randint(1, 4)))
            continue
        counts = NUMERALS[: rng.randint(2, 4)]
        measures = [f"{count}是{rng.choice(AIMS)}。{prose(rng, rng.randint(1, 3))}" for count in counts]
        paragraphs += measures if rng.random() < 0.3 else ["".join(measures)]
    return paragraphs


def width(text: str) -> float:
    return sum(0.5 if char.isascii() and char.isalnum() else 1.0 for char in text)


def typeset(paragraphs: list[str], rng: random.Random) -> list[Printed]:
    """Cut paragraphs into printed lines: two characters' indent, no stop at the head of a line."""
    lines: list[Printed] = []
    for paragraph in paragraphs:
        rest, starts = paragraph, True
        while rest:
            room = FULL - 2 * starts + rng.choice([0, 0, 0, 0.5, -0.5])
            cut = 1
            while cut < len(rest) and width(rest[: cut + 1]) <= room:
                cut += 1
            while cut < len(rest) and rest[cut - 1].isdigit() and rest[cut].isdigit():
                cut -= 1
            if cut < len(rest) and rest[cut] in ",。、》);:]":
                cut += 1
            lines.append(Printed(rest[:cut], starts))
            rest, starts = rest[cut:], False
    return lines


def page(
    seed: int, columns: int, rows: int, *, strays: float = 0.05, lose_tops: bool = True, glue: float = 0.005
) -> MadePage:
    """A page of `columns` × `rows`, read off with strays, lost top lines, glued lines and Markdown marks."""
    rng = random.Random(seed)
    lines = typeset(notice(rng, columns * rows * 20), rng)[: columns * rows]
    blocks: list[list[list[tuple[int, int]]]] = [[[] for _ in range(rows)] for _ in range(columns)]
    kept: dict[int, Printed] = {}
    lost = False
    for place, line in enumerate(lines):
        column, row = divmod(place, rows)
        if lose_tops and row == 0:
            lost = True
            continue
        kept[place] = Printed(line.text, line.starts, lost)
        lost = False
        last = place + 1 == len(lines) or lines[place + 1].starts
        block = column
        if rng.random() < strays * (2.5 if line.starts or last else 0.6):
            block = column + rng.choice([-1, 1]) * rng.choice([1] * 9 + [2])
        if not 0 <= block < columns:
            block = column
        blocks[block][row].append((column, place))
    stored, spans = "", {}
    fresh = True
    for block in blocks:
        for row in block:
            for _, place in sorted(row):
                line = kept[place]
                if not fresh:
                    glued = rng.random() < glue
                    stored += "" if glued else "\n\n" if line.starts or rng.random() < 0.05 else " "
                if stored.endswith("\n") and line.starts and rng.random() < 0.3:
                    stored += rng.choice(["# ", "### ", "> "])
                spans[place] = (len(stored), len(stored) + len(line.text))
                stored += line.text
                fresh = False
        stored += "\n\n"
        fresh = True
    places = sorted(kept)
    return MadePage(stored, [kept[place] for place in places], [spans[place] for place in places])
