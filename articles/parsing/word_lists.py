"""The words the parser knows: surnames, roles, houses, offices, names of sections. Data, no rules.

A new role, a new kind of paper or a new section name is one word here.
"""

from typing import Final

from articles.parsing.traditional_forms import in_both_forms
from articles.parsing.traditional_forms import words_in_both_forms as _words

# Surnames of one character.
SURNAMES: Final = frozenset(
    in_both_forms(
        "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟"
        "龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席"
        "卫查屈鲍覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷"
        "卓花仇艾蓝都巩稽井练仲虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙伏岑习胥和蔺居汲逄麦庾逯帅洛骆芮丰郦阚劳缪荀羊於惠麴家储邴松富乌巴弓牧隗山宓蓬郗班仰秋伊暴钭厉戎"
        "祖束幸韶蓟印宿怀蒲邰从鄂索咸籍阴能苍双闻莘贡扶堵宰雍郤璩濮寿扈郏浦尚农别充慕茹宦鱼容慎戈终暨衡步满弘寇禄阙东殳沃利蔚越夔隆师厍晁勾融訾那毋乜养须巢蒯红权益桓仝亓帖阿税撒"
        "佘区肖闫付代芶麻桃冶揣占展战泽漆随隽楼水种亢况由寸贠粟禹初戢邝鹿院淩檀仉禤庹佴呙笪鄞苪昝謇缑蹇茆妥撖乐"
    )
)

# Surnames of two characters.
COMPOUND_SURNAMES: Final = frozenset(
    _words("""
    万俟 上官 东宫 东方 东郭 东里 乐正 亓官 令狐 仲孙 仲长 公上 公乘 公仪 公仲 公伯 公冶 公坚 公孙 公山 公户 公玉 公皙 公祖 公羊 公良 公西 公门 南宫 南荣 南门 即墨
    司寇 司徒 司空
    司马 呼延 壤驷 夏侯 太叔 太史 夹谷 子书 子桑 子车 宇文 宗政 宰父 尉迟 左丘 巫马 微生 慕容 拓跋 梁丘 欧阳 段干 漆雕 澹台 濮阳 独孤 申屠 百里 皇甫
    端木 第五 羊舌
    褚师 西门 诸葛 谷梁 贯丘 赫连 轩辕 达奚 钟离 长孙 相里 贺兰 纳兰 完颜 闻人 闾丘 颛孙 鲜于
    """)
)

# Halves of names of four characters without a surname: 索朗卓玛 is one name, not two.
NAME_HALVES: Final = frozenset(
    _words("""
    索朗 扎西 次仁 卓玛 尼玛 达娃 格桑 旺堆 多吉 平措 白玛 巴桑 拉姆 普布 洛桑 强巴 丹增 央金 德吉 仁青 罗布 卓嘎 边巴 旦增 顿珠 曲珍 才让 桑吉
    嘉措 热旦 塔娜 其其格 巴图 格日 乌云 娜仁 苏日 阿依 古丽 努尔 买买提 吐尔逊
    """)
)

# Words that begin with a surname's character and are no names.
NOT_NAMES: Final = frozenset(
    _words("""
    全文 未完 万人 万元 严格 严重 丰富 丰收 乐业 乐享 乐园 乐活 乡村 于是 任免 任务 任职 余万 余人 余元 余名 保护 保障 党员 党委 党建 党旗 党校 全力 全区 全县 全员
    全国 全城 全市 全年 全民
    全省 全程 全线 全面 公共 公司 公告 公园 公益 公示 兰花 关于 关注 关爱 关键 农业 农历 农商 农家 农户 农机 农村 农民 农田 农资 冷水 冷空气 冷链 利民 利用 别样 包装
    华东 华丽
    华北 华南 单位 单车 原创 原因 原料 原来 双减 双向 双方 古井 古代 古城 古建 古村 古树 古桥 古籍 古镇 台湾 台风 史话 司机 司法 后来 向上 向前 和平 和谐 商业 商务
    商圈 商场 商城
    商家 国企 国内 国土 国家 国庆 国资 国防 国际 夏天 夏季 夏日 季度 季节 宁静 安全 安居 安徽 安排 安置 家乡 家园 家居 家常 家庭 家电 家长 家门 家风 容易 富农 富民
    山乡 山区 山村
    山水 师生 常住 常务 常客 常态 常见 常规 平安 广东 广场 广大 广播 应对 应急 应用 康健 康养 康复 强化 强村 强身 成为 成人 成功 成就 成效 成本 成果 成立 成绩 成长
    房产 房价
    房屋 支持 文件 文体 文化 文字 文学 文摘 文旅 文明 文章 文艺 文苑 新闻 方便 方式 方案 方法 方面 施工 施策 施行 时事 时代 时光 时刻 时尚 时节 时讯 时评 时间 时髦
    明天 明年 易地
    易拉 易错 景区 景点 景观 曲目 曲艺 来信 来源 柳色 柴米 桂花 桃花 梅花 梅雨 欧元 欧洲 武器 武术 毕业 水利 水厂 水库 水果 水源 水电 水面 江北 江南 江堤 江水 江河
    江滩 江畔 江苏 来电 来函 来稿 来论
    江西 江豚 江边 池塘 沙滩 沙龙 河南 沿江 沿线 沿街 温度 温暖 温馨 游园 游学 游客 游戏 游船 满意 满足 热线 焦点 熊猫 牛羊 田园 田野 申报 申请 白云 白天 白菜 白酒
    白领 白鹭 盛世
    盛事 盛会 盛典 盛况 盛夏 盛开 相关 相约 石材 石榴 石榴籽 石油 秋天 秋季 程序 程度 章程 童年 童心 童话 简介 简单 简报 简讯 管理 管道 经济 能力 能手 能源 舒适 花卉
    花园 花开
    花海 花灯 花鼓 苗木 荣誉 要闻 解决 解密 解放 解码 解读 计划 计算 谷雨 费率 费用 贺信 贺岁 贺新 路上 路口 路灯 路边 车主 车位 车站 车辆 车间 边境 连接 连续 通报
    通知 通讯 通过
    秋分 那个 那些 那年 都市 金秋 金色 金融 金额 钱包 钱款 银发 银行 银龄 阳光 阳台 雷雨 项目 项链 马上 马年 马拉松 马路 马铃薯 骆驼 高中 高校 高温 高端 高考 高速
    高铁 麦收 麦田 黄昏
    黄河 黄金 龙头 龙年 龙舟 龙虾
    """)
)

# What a person did for an article. 全媒体记者/甲, 文/图 甲, 甲 摄.
ROLES: Final = _words("""
主笔 特约撰稿 特约撰稿人 撰稿 作者 线索 全媒体记者 融媒体记者 融媒记者 首席记者 高级记者 见习记者 实习记者 特约记者 特派记者 驻站记者 摄影记者 文字记者 视频记者
新媒体记者 全媒記者 记者 特约通讯员 通讯员 实习生 评论员 特约评论员 本报评论员 摄影报道 摄影/报道 摄影 文/图 图/文 文/摄 文图 图文 文并图
文字/图片 文字 图片 照片 压题照片 整理 整理/报道 编辑 编译 编写 策划 统筹 执笔 撰文 采写 参与采写 协助采写 对本文亦有贡献 亦有贡献 口述 讲述 译 著 编 画 书
配文 配图 主持人 主持 制图 漫画 绘图 绘画 插图 插画 题图 供图 供稿 提供 摄 读者 市民 译者 指导老师 指导教师 辅导老师 辅导教师 朗诵 记录 视频
剪辑 海报 设计 点评 采访 采访者 解答专家 监制 文 图 绘 作
""")

# The roles among them that also stand behind a name: 甲 摄, 甲 文 乙 图. The others stand before it.
WORK_ROLES: Final = frozenset(
    _words("""
    摄影报道 摄影/报道 摄影 文/图 图/文 文/摄 文图 图文 文并图 文字/图片 文字 图片 整理 整理/报道 编辑 编译 编写 执笔 撰文 采写 参与采写
    协助采写 对本文亦有贡献 亦有贡献 口述 讲述 译 著 编 画 书 配文 配图 制图 漫画 绘图 绘画 插图 插画 题图 供图 供稿 提供 摄 朗诵 记录 视频
    剪辑 设计 点评 文 图 绘 作
    """)
)

# What may stand behind the names of a report and is no name: 甲 综合, 甲 专电.
ORIGINS: Final = frozenset(
    _words("""
    综合 综合报道 综合外电 综合消息 综合整理 报道 摄影报道 图文报道 采访报道 联合报道 专电 电 讯 報導 攝影報導 綜合報導
    """)
)

# What stands right behind 记者 and is no name: 记者手记, 记者探访.
NOT_WRITERS: Final = frozenset(
    _words("""
    手记 札记 来函 观察 调查 走访 探访 直击 体验 感言 日记 来信 采访 获悉 了解 了解到 亲历 见闻 连线 回访 暗访 提问 视点 说法 评论 点评 在线 行动 帮办 走基层
    看两会 看变化
    """)
)

# What a person did for a page. 责任编辑:甲 美术编辑:乙.
STAFF_ROLES: Final = _words("""
策划统筹 总策划 总监制 责任编辑 责任校对 责任美编 本版编辑 本版责编 版面编辑 值班编委 值班编辑 值班主任 值班总编
执行主编 版式设计 美术编辑 视觉设计 版面设计 责编 主编 副主编 美编 校对 校检 校審 版式 检校 一读 二读 三读 组版 排版 编辑 电话 邮箱 签发 审核 终审
初审 复审 监制 监印 督印 总编辑 编审 图编 见习编辑 实习编辑 执行编辑 设计
""")

# Ends of the names of papers, agencies and stations.
HOUSES: Final = _words("""
日报 晚报 早报 晨报 商报 时报 都市报 快报 周报 青年报 导报 通讯社 中新社 新华社 融媒体中心 融媒中心 电视台 广播电台 客户端 报 网 社 台 刊
""")

# What readers and pupils who write are, printed before their names: 南塘路居民 费平, 第九中学 宗白.
WRITERS: Final = _words("""
居民 村民 市民 业主 职工 家长 学生 教师 老师 医生 护士 小学 中学 学校 大学 学院 幼儿园
""")

# Ends of the names of offices, schools and companies.
OFFICES: Final = _words("""
党委 党组 党支部 支部 党工委 委员会 市委 区委 县委 宣传部 组织部 统战部 办公室 政研室 研究室 局 厅 处 办 院 所 站 中心 课题组 调研组 编辑部 联合调研组 大学 学院 学校 中学
小学
党校 公司 集团 政府 协会 联合会 法院 检察院 工会 总工会 团委 学会 研究会 妇联 科协 文联 残联 商会 街道 社区 村委会 评论员 医院 银行 支队 大队 委
""")

# The ends among them that sign an article by themselves, without a role before them.
SIGNING_OFFICES: Final = _words("""
党委 党组 党支部 支部 党工委 委员会 市委 区委 县委 宣传部 组织部 统战部 办公室 政研室 教研室 研究室 局 厅 课题组 调研组 编辑部 编委会 研究院 研究所 大学 学院 党校 公司 集团
政府
协会 联合会 法院 检察院 工会 学会 研究会 妇联 科协 文联 评论员
""")

# Names of sections, and halves of dotted ones (理论·智库).
SECTIONS: Final = frozenset(
    _words("""
    要闻 头版 时政 综合 综合新闻 本市 本地 城区 城事 城市 社会 社会新闻 经济 财经 产经 民生 社区 文化 副刊 文艺 体育 教育 科教 科技 健康 卫生 法治 法制 评论 言论 理论
    智库 观察
    融媒 国内 国际 国际新闻 国内新闻 时事 专题 专版 特刊 特别报道 深度 调查 县域 县区 县区联播 区县 乡村 三农 农业 旅游 文旅 读者 来信 读者来信 热议 互动 访谈 人物 生活
    消费 汽车
    房产 金融 视觉 图片 影像 周末 周刊 阅读 读书 收藏 党建 政务 服务 广角 聚焦 关注 公益 联播 新闻 要聞 綜合 社會 經濟 體育 國際 地方 世界 都市 家园 校园 生态 环保
    安全 应急
    工业 企业 产业 园区 交通 天下 资讯 便民 专刊 连载 史志 人文 地理 书香 诗苑 文苑 茶座 茶馆 晚晴 夕阳红 少年 学苑 视点 视野 论坛 前沿 热线 一线 速览 快讯 简讯 导读
    悦读 声音
    观点 时评 公告 纵横 新城 新区 港澳 两岸
    """)
)

# How headlines of boxes often end: 商务简讯, 法治快讯.
BOX_ENDS: Final = in_both_forms(("简讯", "短讯", "快讯", "速览", "速递", "榜"))

# How the headlines of notes end that are part of the report they stand in.
NOTE_TITLES: Final = in_both_forms(("手记", "札记", "人物名片", "人物档案", "编后"))

# How the headlines of notices end, at whose foot the office that gives them stands.
NOTICES: Final = _words("""
公告 通告 通知 声明 启事 公示 通报 讣告 唁电 说明 道歉
""")

# Words that name a kind of text or a part of the page, never its writer.
NO_PEN_NAMES: Final = frozenset(
    _words("""
    求助 求证 诗歌 散文 随笔 杂文 小说 小小说 往事 圆桌 探访 求购 讣告 讣闻 谢启 启示 连载 游记 童话 故事 笔记 书评 影评 乐评 快评 锐评 时评 短论 漫画 图文
    图表 资料 下转 上接 完 待续 未完 全文 其一 其二 其三 上 中 下 一 二 三 四 五 本报 本刊 问 答 广告 招聘 招租 转让 出租 求租 寻人 寻物 遗失 导读
    目录 索引 通知 说明
    """)
)

# How such words end: 考生必读, 防汛须知.
NO_PEN_NAME_ENDS: Final = _words("""
必读 入群 热线 来信 来函 来电 来稿 MV APP 版 问答 大全 须知 指南 预告 一览 记录 公司 编辑部
""")

# Headlines that boxes and notices usually have.
BOX_TITLES: Final = frozenset(
    _words("""
    相关链接 新闻链接 链接 新闻背景 背景链接 名词解释 名片 人物名片 人物小传 延伸阅读 知多一点 小贴士 温馨提示 提示 提醒 更正 启事 征稿启事 公示 公告 通知 声明
    短讯 简讯 赛果 记者手记 采访手记 编后 编后语 后记 编者按 读者来信 网友热议 网友热评 专家点评 点评 短评 微评 数读 数说 大事记 作者简介
    """)
)

# What stands before 记者 and 通讯员 and makes it one role: 学生记者, 全媒体首席记者.
ROLE_BEFORE: Final = _words("""
全媒体 全媒 融媒体 融媒 首席 高级 资深 见习 實習 实习 特约 特約 特派 特邀 驻站 驻地 摄影 攝影 文字 视频 图片 影像 数据 新媒体 学生 校园 小 青年 本报 本刊 本报全媒体 兼职
签约 专职 体育 财经 时政 教育 健康 科技
文化 评论 深度 一线
""")

# Ends of what a writer is, printed before the name: 农业部部长 刘大江, 机械系2001级 段广义.
TITLE_ENDS: Final = _words("""
部长 书记 主任 教授 院长 校长 局长 县长 市长 区长 镇长 乡长 省长 处长 科长 会长 所长 馆长 行长 经理 董事长 秘书长 委员 代表 队长 律师 医生 医师 护士 护士长 党员 教师
老师 学生 研究员 工程师 博士 硕士 级 班
本科生 研究生 同学 站长 村民 居民 市民 业主 职工 家长 农民 果农 菜农 战士 民警 警官 法官 检察官 员工 工人 矿工 班长 厂长 矿长 段长 组长 台长 社长 总编辑 讲师 校友 干部
志愿者 社工 网格员 读者 主任委员 理事长 记者站 主任医师 兽医师 农艺师 技师 政委 参赞 大使 总理 主席 总裁 董事 负责人 编辑 专家 馆员 院士
""")
