# ruff: noqa: E501
"""Made-up heads and tails in rarer wordings and layouts; the form is that of `tests.transforms.header.cases`."""

from __future__ import annotations

from datetime import date

from tests.transforms.header.cases import CLOSING, Case

FED_BACK = "8月1日反馈意见。现予公布。"

UNUSUAL: list[Case] = [
    (
        "court_named_in_its_plan",
        None,
        "根据市委统一部署，2021年4月6日至6月4日，市委第一巡察组对市法院党组进行了巡察。"
        + FED_BACK
        + "\n一、组织领导情况\n（一）制定方案。印发《中共湖州市中级人民法院党组关于巡察反馈意见的整改方案》，逐条明确责任。",
        [CLOSING],
        {"unit": "湖州市中级人民法院", "party": "中共湖州市中级人民法院党组", "city": "湖州市", "county": None},
    ),
    (
        "two_firms_that_became_one",
        None,
        "根据市委部署，2022年5月上旬至7月中旬，市委第二巡察组、第三巡察组分别对湖州水务发展集团有限公司（以下简称“水发集团”）、湖州公交集团有限公司（以下简称“公交集团”）（两家企业已于2022年11月合并为湖州城市服务集团有限公司，以下简称“城服集团”）开展了巡察，2022年8月5日分别反馈意见。现予公布。",
        [CLOSING],
        {
            "units": ["湖州水务发展集团有限公司", "湖州公交集团有限公司"],
            "city": "湖州市",
            "province": "浙江省",
            "org_level": "institution",
        },
    ),
    (
        "general_branch_committee",
        "中共湖州市青少年宫党总支委员会关于市委第一巡察组反馈意见整改情况的通报",
        "根据市委统一部署，2021年4月6日至6月4日，市委第一巡察组对市青少年宫开展了巡察。" + FED_BACK,
        [CLOSING],
        {"unit": "湖州市青少年宫", "party": "中共湖州市青少年宫党总支委员会"},
    ),
    (
        "work_committee_that_a_city_sent",
        "中共湖州市委青岚经济开发区工作委员会关于市委第一巡察组反馈意见整改情况的通报",
        "根据市委统一部署，2021年4月6日至6月4日，市委第一巡察组对青岚经济开发区党工委开展了巡察。" + FED_BACK,
        [CLOSING],
        {"unit": "湖州市青岚经济开发区", "party": "中共湖州市委青岚经济开发区工作委员会", "city": "湖州市"},
    ),
    (
        "district_named_by_a_citys_short_name",
        "中共湖州经开区党工委关于省委第二轮巡视联动巡察整改情况的通报",
        "根据省委统一部署，2021年4月6日至6月4日，省委第三巡视组对湖州经开区开展了巡视。" + FED_BACK,
        [CLOSING],
        {"unit": "湖州经开区", "city": "湖州市", "province": "浙江省", "inspection_round": "省委第二轮"},
    ),
    (
        "street_named_after_a_city",
        "中共南京东路街道工作委员会关于巡察整改情况的通报",
        "根据区委统一部署，2021年4月6日至6月4日，区委第一巡察组对南京东路街道党工委进行了巡察。" + FED_BACK,
        [CLOSING],
        {"unit": "南京东路街道", "city": None, "province": None},
    ),
    (
        "tax_office",
        "中共国家税务总局湖州市税务局委员会关于巡察整改情况的通报",
        "根据浙江省税务局党委部署，2021年4月6日至6月4日，省税务局党委第一巡察组对湖州市税务局党委进行了巡察。"
        + FED_BACK,
        ["欢迎监督。如有意见建议，请于2022年1月31日前反馈。联系电话：0572-2048811。"],
        {
            "unit": "国家税务总局湖州市税务局",
            "org_level": "city",
            "inspection_team": "省税务局党委第一巡察组",
            "comment_start": None,
            "comment_end": date(2022, 1, 31),
        },
    ),
    (
        "school_of_a_university",
        "中共青禾大学土木学院委员会关于校党委巡察整改情况的通报",
        "根据学校党委部署，2021年4月6日至6月4日，校党委第三巡察组对土木学院党委开展了巡察。" + FED_BACK,
        [CLOSING],
        {"unit": "青禾大学土木学院", "inspection_team": "校党委第三巡察组", "inspection_level": None},
    ),
    (
        "supply_cooperative",
        "中共武义县供销合作社联合社党组关于巡察整改情况的通报",
        "根据县委统一部署，2021年4月6日至6月4日，县委第一巡察组对县供销社党组进行了巡察。" + FED_BACK,
        [
            CLOSING,
            "反映渠道：1.电话：0579-87651234；2.信函：武义县解放中街12号供销社办公室（321200）；3.邮箱：a@example.com。",
        ],
        {"org_level": "county", "contact_address": "武义县解放中街12号供销社办公室", "contact_postcode": "321200"},
    ),
    (
        "title_on_three_lines",
        "中共武义县王宅镇委员会\n关于县委第六轮巡察整改进展情况的\n通    报",
        "根据县委统一部署，2021年4月6日至6月4日，县委第一巡察组对王宅镇党委进行了巡察。" + FED_BACK,
        [CLOSING, "联系电话：0579-87651234", "邮政信箱：武义县王宅镇府前路8号，王宅镇纪委收"],
        {
            "title": "中共武义县王宅镇委员会关于县委第六轮巡察整改进展情况的通报",
            "inspection_round": "县委第六轮",
            "contact_address": "武义县王宅镇府前路8号,王宅镇纪委收",
        },
    ),
    (
        "damaged_opener_and_a_newspapers_day",
        "武义县水务局党组关于巡察整改情况的通报\n武义报数字版 2022-07-12",
        "根据县委统一部署，2021年4月6日至6月4日，县委巡察组对县水务局党组开展了巡察，按照要求，现将巡察整改情况予以公布。"
        "\n一、组织情况\n2021年8月16日，县委第三巡察组向县水务局党组反馈了意见。8月20日，局党组召开反馈问题整改部署会。",
        [CLOSING],
        {"inspection_team": "县委第三巡察组", "feedback_on": date(2021, 8, 16), "published_on": date(2022, 7, 12)},
    ),
    (
        "feedback_told_nowhere",
        "武义县水务局党组关于巡察整改情况的通报",
        "根据县委统一部署，2021年4月6日至6月4日，县委第二巡察组对县水务局党组开展了巡察，现将巡察整改情况予以公布。"
        "\n一、组织情况\n2021年8月20日，局党组召开会议传达学习巡察反馈意见。",
        [CLOSING, "武义县水务局党组", "2021年12月"],
        {"feedback_on": None, "published_on": None},
    ),
    (
        "department_of_an_autonomous_region",
        "自治区体育局党组关于自治区党委第九轮巡视整改情况的通报",
        "根据自治区党委部署，2021年4月6日至6月4日，自治区党委第五巡视组对自治区体育局党组开展了巡视。" + FED_BACK,
        [
            CLOSING,
            "联系电话：0471-6961234；邮政信箱：呼和浩特市赛罕区敕勒川大街8号",
            "内蒙古自治区体育局党组",
            "2022年1月5日",
        ],
        {
            "unit": "内蒙古自治区体育局",
            "org_level": "province",
            "city": None,
            "inspection_round": "自治区党委第九轮",
            "inspection_level": "province",
        },
    ),
    (
        "county_party_school_with_two_names",
        "中共武义县委党校（武义行政学校）关于县委巡察整改情况的通报",
        "2021年4月6日至6月4日，县委第二巡察组对县委党校校务委员会开展巡察。" + FED_BACK,
        [CLOSING],
        {"units": ["武义县委党校", "武义行政学校"], "county": "武义县"},
    ),
    (
        "team_for_villages_and_round_in_title",
        "中共武义县王宅镇委员会关于十五届县委第六轮巡察整改情况的通报",
        "根据县委第六轮巡察部署，2021年4月6日至6月4日，县委对村巡察第四组对王宅镇东垄等9个村党组织开展巡察。"
        + FED_BACK,
        [CLOSING],
        {"unit": "武义县王宅镇", "inspection_team": "县委对村巡察第四组", "inspection_round": "十五届县委第六轮"},
    ),
    (
        "day_in_brackets_under_the_title",
        "中国共产党湖州市口腔医院委员会\n关于巡察整改进展情况的通报\n（2022年1月6日）",
        "根据市委统一部署，2021年4月6日至6月4日，市委第一巡察组对市口腔医院党委（含原市牙防所）进行了巡察。" + FED_BACK,
        [CLOSING],
        {
            "title": "中国共产党湖州市口腔医院委员会关于巡察整改进展情况的通报",
            "units": ["湖州市口腔医院"],
            "party": "中共湖州市口腔医院委员会",
            "published_on": date(2022, 1, 6),
        },
    ),
    (
        "team_of_a_bureau_that_is_a_company_too",
        "浙江省湖州市烟草专卖局党组关于巡察整改情况的通报",
        "根据省局（公司）党组部署，省局（公司）党组第三巡察组于2021年4月6日至6月4日对湖州市局（公司）党组进行了巡察。"
        + FED_BACK,
        [CLOSING],
        {"inspection_team": "省局(公司)党组第三巡察组", "city": "湖州市"},
    ),
    (
        "reached_before_the_body",
        "中共武义县水务局党组关于巡察整改情况的公示",
        "根据县委统一部署，2021年4月6日至6月4日，县委第二巡察组对县水务局党组进行了巡察。8月1日反馈意见。现予公示，公示时间：2022年1月5日至1月14日。"
        "\n公示期间，群众可通过电话、信函反映意见。\n举报电话：0579-87651234，地址：武义县解放中街12号，邮箱：a@example.com。",
        ["中共武义县水务局党组", "2022年1月5日"],
        {
            "contact_phone": "0579-87651234",
            "contact_address": "武义县解放中街12号",
            "contact_email": "a@example.com",
            "comment_end": date(2022, 1, 14),
        },
    ),
    (
        "one_closing_sentence_with_everything",
        "关于巡察整改情况的通报",
        "根据市委统一部署，2021年4月6日至6月4日，十三届市委第一轮巡察市委第二巡察组对市水务局党组进行了巡察。"
        + FED_BACK,
        [
            "欢迎监督，公告期为2022年1月5日至1月14日，如有意见请向句容市水务局监督所反映。电话0511-87651234，通信地址：句容市华阳东路9号水务局监督所，邮编212400"
        ],
        {
            "contact_phone": "0511-87651234",
            "contact_address": "句容市华阳东路9号水务局监督所",
            "comment_start": date(2022, 1, 5),
            "comment_end": date(2022, 1, 14),
            "county": "句容市",
            "inspection_level": "county",
        },
    ),
    (
        "autonomous_county_with_a_party_committee_as_sender",
        "中共景宁畲族自治县民政局党组关于巡察整改情况的通报",
        "根据县党委部署，2021年4月6日至6月4日，自治县党委第二巡察组对县民政局党组开展了巡察。" + FED_BACK,
        [CLOSING],
        {"inspection_team": "自治县党委第二巡察组", "inspection_level": "county", "county": "景宁畲族自治县"},
    ),
    (
        "district_of_a_city_that_no_list_knows",
        "中共霁州市东湖区龙泉街道工作委员会关于区委巡察整改情况的通报",
        "根据区委统一部署，2021年4月6日至6月4日，区委第五巡察组对龙泉街道党工委开展了巡察。" + FED_BACK,
        [CLOSING, "联系电话：0632-5181111；邮政信箱霁州市东湖区龙泉街道党政办公室。"],
        {
            "unit": "霁州市东湖区龙泉街道",
            "city": "霁州市",
            "county": "东湖区",
            "province": None,
            "region_code": None,
            "contact_address": "霁州市东湖区龙泉街道党政办公室",
        },
    ),
    (
        "signature_cut_two_ways",
        "中共武义县水务局党组关于巡察整改情况的通报",
        "根据县委统一部署，2025年3月10日至4月25日，县委第二巡察组对县水务局党组进行了巡察，并于6月19日反馈意见。现予公布。",
        [CLOSING + "群众可通过电话、邮政信箱等方式反映意见。", "中共武义县水务局党组", "2025124日"],
        {"feedback_on": date(2025, 6, 19), "published_on": date(2025, 12, 4), "contact_address": None},
    ),
    (
        "school_named_in_full_only_by_its_signature",
        "材料学院党委关于校党委第二轮巡察整改情况的通报",
        "根据学校党委部署，2021年4月6日至6月4日，学校党委第三巡察组对材料学院党委开展了巡察。" + FED_BACK,
        [CLOSING, "中共青禾大学材料学院委员会", "2022年1月5日"],
        {"unit": "青禾大学材料学院", "party": "中共青禾大学材料学院委员会"},
    ),
    (
        "inspection_told_behind_the_announcement",
        "中共武义县水务局党组巡察整改台账公开",
        "根据县委巡察工作要求，现将县委第二巡察组反馈问题整改情况公开如下。\n县委第二巡察组于2021年4月6日至6月4日对局党组开展巡察，8月1日反馈意见。",
        [CLOSING],
        {"inspection_start": date(2021, 4, 6), "inspection_end": date(2021, 6, 4), "feedback_on": date(2021, 8, 1)},
    ),
    (
        "column_of_the_page_above_the_title",
        "巡察整改情况公开\n中共武义县水务局党组\n关于落实县委第二巡察组反馈意见的整改情况报告",
        "根据县委统一部署，2021年4月6日至6月4日，县委第二巡察组对县水务局党组进行了巡察。" + FED_BACK,
        [
            CLOSING,
            "受理意见建议时间：2022年1月5日至1月14日。来信：武义县解放中街12号水务局（321200）；来电：0579-87651234；电子信箱：a@example.com",
        ],
        {
            "title": "中共武义县水务局党组关于落实县委第二巡察组反馈意见的整改情况报告",
            "contact_phone": "0579-87651234",
            "contact_address": "武义县解放中街12号水务局",
            "contact_email": "a@example.com",
            "comment_start": date(2022, 1, 5),
            "comment_end": date(2022, 1, 14),
        },
    ),
    (
        "an_inspection_before_the_look_back",
        "中共桂阳县林业局党组关于县委巡察“回头看”整改情况的通报",
        "2020年3月至5月，县委第二巡察组对县林业局党组进行了常规巡察，当时反馈问题28个，已完成25个。2022年9月5日至10月10日，县委第五巡察组对县林业局党组开展了巡察“回头看”，并于11月2日反馈意见，指出3个方面12个问题。现将整改情况通报如下。",
        [CLOSING],
        {
            "inspection_start": date(2022, 9, 5),
            "inspection_end": date(2022, 10, 10),
            "inspection_precision": "day",
            "feedback_on": date(2022, 11, 2),
            "inspection_team": "县委第五巡察组",
            "declared_problems": 12,
            "unit": "桂阳县林业局",
        },
    ),
    (
        "a_stay_in_two_sentences",
        "中共桂阳县林业局党组关于巡察整改情况的通报",
        "2022年3月7日至4月15日，县委第五巡察组对县林业局党组进行了巡察。2022年12月1日至12月9日，又对所属林场党支部进行了巡察。12月30日反馈意见。现予公布。",
        [CLOSING],
        {"inspection_start": date(2022, 3, 7), "inspection_team": "县委第五巡察组"},
    ),
    (
        "a_team_with_its_round",
        "中共湖州市口腔医院委员会关于市委巡察整改情况的公示",
        "2023年8月7日至10月20日，八届市委第四轮巡察第三巡察组对我院党委开展了常规巡察，11月9日反馈意见，指出三大类14个具体问题。现予公布。",
        [CLOSING],
        {
            "inspection_team": "八届市委第四轮巡察第三巡察组",
            "inspection_round": "八届市委第四轮",
            "declared_aspects": 3,
            "declared_problems": 14,
        },
    ),
    (
        "months_behind_furniture_in_one_line",
        None,
        "中共桂阳县林业局党组关于巡察整改情况的通报 索引号：003062/2023-01 成文日期：2023-03-01 有效性：有效 2022年4月上旬至6月下旬，县委第五巡察组对县林业局党组开展了巡察，2022年7月25日反馈意见。现将整改情况通报如下：",
        [CLOSING],
        {"inspection_start": date(2022, 4, 1), "inspection_end": date(2022, 6, 1), "inspection_precision": "month"},
    ),
]
