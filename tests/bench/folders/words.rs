//! What people, things and sentences are called in the two languages.

use alongside::text::Lang;

/// The same in English and Chinese.
pub(crate) type Both = (&'static str, &'static str);

/// The one of a language.
pub(crate) const fn of(both: Both, lang: Lang) -> &'static str {
    match lang {
        Lang::En => both.0,
        Lang::Zh => both.1,
    }
}

pub(crate) const PEOPLE: [Both; 16] = [
    ("Li Na", "李娜"),
    ("Chen Wei", "陈伟"),
    ("Ana Costa", "周晓琳"),
    ("Ben Okafor", "吴建国"),
    ("Mira Novak", "郑雨桐"),
    ("Tom Becker", "孙立群"),
    ("Sofia Rossi", "欧阳静"),
    ("Jonas Lind", "马超"),
    ("Priya Nair", "何佳怡"),
    ("Omar Haddad", "林志远"),
    ("Eva Horvat", "高梦洁"),
    ("Paul Meyer", "罗浩然"),
    ("Yuki Tanaka", "宋雅文"),
    ("Clara Weiss", "谢明轩"),
    ("Ivan Petrov", "韩雪梅"),
    ("Nora Dahl", "曹文博"),
];

pub(crate) const ROLES: [Both; 4] =
    [("Project lead", "项目经理"), ("Marketing lead", "市场负责人"), ("Engineer", "工程师"), ("Designer", "设计师")];

pub(crate) const THINGS: [Both; 12] = [
    ("printer", "印刷厂"),
    ("agency", "代理商"),
    ("prototype", "样机"),
    ("launch film", "上市宣传片"),
    ("test bench", "测试台"),
    ("shop display", "门店陈列"),
    ("price list", "价目表"),
    ("landing page", "落地页"),
    ("second mould", "第二副模具"),
    ("press kit", "媒体资料"),
    ("supplier", "供应商"),
    ("packaging", "包装"),
];

pub(crate) const TROUBLES: [Both; 6] = [
    ("comes late", "交付延期"),
    ("costs more than planned", "超出预算"),
    ("fails the drop test", "未通过跌落测试"),
    ("loses its lead", "失去负责人"),
    ("is not certified in time", "未能按时认证"),
    ("is asked for by two teams", "被两个团队同时占用"),
];

pub(crate) const STEPS: [Both; 6] =
    [("Quote for", "询价："), ("Draft", "起草："), ("Test", "测试："), ("Approve", "批准："), ("Order", "订购："), ("Hand over", "移交：")];

pub(crate) const CAUSES: [Both; 4] = [
    ("Two other launches are in the same week", "同一周还有另外两场上市活动"),
    ("The contract names no day", "合同没有写明日期"),
    ("One person knows the tool, and is away in May", "只有一个人会用这套工具，五月不在"),
    ("Prices of the raw material rise", "原材料涨价"),
];

pub(crate) const EFFECTS: [Both; 4] = [
    ("The launch moves by two weeks", "上市推迟两周"),
    ("The budget is over by a tenth", "预算超出一成"),
    ("Shops get fewer pieces than promised", "门店到货少于承诺"),
    ("The first campaign runs without a film", "首轮投放没有宣传片可用"),
];

pub(crate) const ANSWERS: [Both; 4] = [
    ("Ask a second supplier for an offer", "请第二家供应商报价"),
    ("Agree on the day in writing", "书面约定日期"),
    ("Train a stand-in", "培训替补人员"),
    ("Keep two weeks of stock", "备两周库存"),
];

pub(crate) const CATEGORIES: [Both; 5] =
    [("schedule", "进度"), ("cost", "成本"), ("quality", "质量"), ("people", "人员"), ("supplier", "供应商")];

pub(crate) const STRATEGIES: [Both; 3] = [("mitigate", "减轻"), ("avoid", "规避"), ("transfer", "转移")];

pub(crate) const UNITS: [Both; 4] = [("orders", "单"), ("visits", "次"), ("leads", "条"), ("pieces", "台")];

pub(crate) const SENTENCES: [Both; 8] = [
    ("The first sample was measured twice, and both values agree.", "第一件样品测量了两次，数值一致。"),
    ("What was open last week is closed but for one point.", "上周未结的事项只剩一项。"),
    ("Shops ask for a smaller box; the drawing follows on Friday.", "门店希望盒子小一些，图纸周五给出。"),
    ("Nobody has answered for the second line yet.", "第二条产线还没有人答复。"),
    ("The offer holds until the end of the month.", "报价月底前有效。"),
    ("A stand-in is named for every week of the summer.", "暑期每周都已写明替补。"),
    ("Figures come from the shop system and are checked by hand.", "数据来自商城系统，并经人工核对。"),
    ("The text is with the lawyers and comes back on Tuesday.", "文稿在法务，周二返回。"),
];
