import type { MoreWords } from "./words.js";

/** 打开时才取的各部分的用语。 */
export const zhCN: MoreWords = {
  "lock.what": "设了口令，别人拿到手机也看不了日记。", "lock.lost": "忘了口令，日记里的东西就全没了，谁也打不开，我们也不行。请先做一份加密备份。",
  "sealless": "打开本页的地址不是 https，浏览器不给加密：这里不能设口令，也不能做或恢复加密备份。读数照样记在手机里，也可以用表格带走。",
  "lock.new": "口令", "lock.again": "再写一次", "lock.old": "原来的口令", "lock.set": "设口令", "lock.change": "换口令", "lock.now": "现在就锁",
  "lock.forget": "去掉口令", "lock.forgetSure": "去掉后，谁打开本页都能看日记。真的要去掉吗？", "lock.forgetYes": "是，去掉",
  "lock.short": "至少8个字。", "lock.differs": "两次写的不一样。", "lock.wrong": "口令不对。", "lock.wait": "试得太多了。请等 {n} 秒。",
  "lock.done": "日记锁好了。", "lock.changed": "口令换好了。", "lock.off": "日记现在没有口令。", "lock.working": "请等一下…", "lock.failed": "没有成功，什么都没有变。",
  "lock.auto": "自动上锁", "lock.auto.0": "不自动", "lock.auto.1": "1分钟后", "lock.auto.5": "5分钟后", "lock.auto.15": "15分钟后",
  "gate.title": "日记锁着", "gate.open": "打开", "gate.lost": "我忘了口令", "gate.wipe": "没有口令，日记打不开。只能全部删掉，重新开始。", "gate.wipeYes": "全部删掉，重新开始", "back": "返回", "gate.call": "很难受的话，马上打120。",
  "share.what": "医生用手机或电脑扫一扫，就能看到这些数。数就在码里，不从这里发出去。", "share.days": "看哪几天？", "share.day": "最近 {n} 天", "share.inside": "内容：血压血糖读数 {n} 条，不含姓名。",
  "share.none": "这些天没有血压、血糖的记录。", "share.large": "这些天的数太多，放不进一个码。请改用表格，或者少选几天。", "share.file": "带走表格（CSV）", "share.alt": "最近 {n} 天读数的二维码",
  "view.title": "家里量的数", "view.patient": "患者自己报告，未经核实。里面没有姓名：请确认是眼前这位患者的。", "view.none": "这里没有读数。请再扫一次患者日记里的码。", "view.broken": "这个码坏了，或者不是这种码。请再扫一次。",
  "view.days": "{n} 天，{count} 条", "view.gone": "读数只在网址里，网址已经清掉。关掉本页就没有了。", "view.print": "打印", "view.glucose": "血糖", "view.pressure": "血压",
  "chart.bp": "血压", "chart.glucose": "血糖", "chart.modal-day": "典型一天", "chart.tiers": "颜色", "chart.what": "看什么", "chart.range": "看多久", "chart.days": "{n}天", "chart.all": "全部",
  "chart.table": "看表格", "chart.morning": "早", "chart.evening": "晚", "chart.line": "诊室目标：{line}（{label}）", "chart.own": "目标：{line}（{label}）", "chart.timed": "{timing}目标：{line}（{label}）",
  "chart.home": "┄ 家里量的界线：{line}（{label}）", "chart.mean": "··· 家里的平均：{mean}", "chart.critical": "! 危急值：{line} 起（{label}）", "chart.day": "日期", "chart.time": "时间", "chart.value": "读数", "chart.word": "颜色", "chart.none": "这些天没有记录。", "chart.summary": "{from} 到 {until} 共 {n} 次；最高 {high}，最低 {low}。", "chart.keys": "用方向键一个一个看。", "chart.more": "再看一些",
  "chart.modal.few": "血糖满 {need} 次才画典型一天，还差 {n} 次。", "chart.modal.what": "把每天叠在一起，按钟点看：共 {n} 次。", "chart.tiers.none": "还没有颜色：要有在卫生室量的数。", "chart.tiers.what": "{from} 到 {until}。每一段是当天知道的情况。",
  "chart.before": "餐前或睡前", "chart.after": "餐后", "chart.other": "别的时候", "tier.red": "红", "tier.yellow": "黄", "tier.blue": "蓝", "tier.grey": "灰",
  "undo": "撤销", "delete": "删", "meds.none": "还没有记下药。", "meds.today": "今天（{day}）吃了哪样，就点哪样。", "meds.taken": "· 今天吃了", "meds.stop": "拿掉", "meds.stopped": "{name} 已从单子上拿掉。", "meds.add": "加一种药", "meds.name": "药名，照盒子上写", "meds.dose": "吃多少、什么时候吃，用自己的话写", "meds.save": "记下来", "meds.never": "不要自己停药、换药，先问医生。",
  "ask.none": "还没有要问的。", "ask.new": "想问医生什么？", "ask.save": "记下来", "ask.removed": "删了。", "ask.sheet": "这次想问的",
 
 
  "print": "给医生的一页纸", "csv": "表格（CSV）", "csv.plain": "表格不加密：谁拿到文件都能看。", "about": "版本", "about.rules": "规则：", "about.module": "模块：", "backup": "加密备份", "restore": "恢复备份", "pass": "备份的密码",
  "passAgain": "再写一次密码", "pass.short": "密码至少8个字。", "pass.differs": "两次写的不一样。", "pass.lost": "忘了密码，谁也打不开这份备份。", "restored": "恢复了 {n} 条。",
  "restore.wrong": "密码不对，或者这不是日记的备份。", "wipe": "全部删除", "wipe.sure": "这本日记里所有人的记录都会永远删掉。真的要删吗？", "wipe.yes": "是，全部删除", "wiped": "都删掉了。",
  "leave": "离开并清除（公用电脑）", "leave.sure": "日记和留着断网时用的页面，都会从这台电脑上永远清掉。要留的话请先备份。", "leave.yes": "是，全部清掉", "upgrade": "日记要升级。先备份一份吗？", "upgrade.sealed": "日记锁着。要先备份，请输入日记的口令；备份也用这个口令打开。", "upgrade.pass": "日记的口令", "upgrade.wrong": "口令不对，或者试错太多次要等一会儿。日记没有动。", "upgrade.save": "备份后继续",
  "upgrade.on": "直接继续", "backup.last": "上次备份：{day}", "backup.never": "还没有备份过。", "sheet.title": "血压血糖日记", "sheet.for": "给医生看",
  "sheet.made": "{day} 打印。读数由患者自己记录，未经核实。", "sheet.key": "时间和 mmHg（括号里是脉搏），或 mmol/L；别的单位另外写明。?：仪器有疑问，或者还没核对。", "sheet.left": "还有 {n} 条印不下，日记里都有。", "sheet.meds": "在吃的药：", "sheet.other": "其他", "sheet.days": "最近 {n} 天",
  "glucoseUnit": "血糖用什么单位看和写", "glucoseUnit.measured": "怎么量的就怎么写", "person.add": "加一个人", "nickname": "称呼", "born": "出生年份", "sex": "性别", "sex.female": "女", "sex.male": "男", "sex.unsaid": "不说",
};
