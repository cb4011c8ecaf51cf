import type { MoreWords } from "./words.js";

/** 打开时才取的各部分的用语。 */
export const zhCN: MoreWords = {
  "lock.what": "设了口令，别人拿到手机也看不了日记。", "lock.lost": "忘了口令，日记里的东西就全没了，谁也打不开，我们也不行。请先做一份加密备份。",
  "lock.new": "口令", "lock.again": "再写一次", "lock.old": "原来的口令", "lock.set": "设口令", "lock.change": "换口令", "lock.now": "现在就锁",
  "lock.forget": "去掉口令", "lock.forgetSure": "去掉后，谁打开本页都能看日记。真的要去掉吗？", "lock.forgetYes": "是，去掉",
  "lock.short": "至少8个字。", "lock.differs": "两次写的不一样。", "lock.wrong": "口令不对。", "lock.wait": "试得太多了。请等 {n} 秒。",
  "lock.done": "日记锁好了。", "lock.changed": "口令换好了。", "lock.off": "日记现在没有口令。", "lock.working": "请等一下…", "lock.failed": "没有成功，什么都没有变。",
  "lock.auto": "自动上锁", "lock.auto.0": "不自动", "lock.auto.1": "1分钟后", "lock.auto.5": "5分钟后", "lock.auto.15": "15分钟后",
  "gate.title": "日记锁着", "gate.open": "打开", "gate.lost": "我忘了口令", "gate.wipe": "没有口令，日记打不开。只能全部删掉，重新开始。", "gate.wipeYes": "全部删掉，重新开始", "back": "返回", "gate.call": "很难受的话，马上打120。",
};
