import type { BedsideWords } from "./bedside.words.js";

/** 床边用语：患者概要，以及给急救人员的卡片。 */
export const zhCN: BedsideWords = {
  "patient": "患者概要", "noReading": "没有可用的读数", "daysAgo": "{n}天前", "yesterday": "昨天",
  "stale": "已过期", "trend": "走势", "rising": "上升", "falling": "下降", "no-clear-change": "无明显变化",
  "part.systolic": "收缩压", "part.diastolic": "舒张压",
  "how.fasting": "空腹", "how.pre-meal": "餐前", "how.postprandial-2h": "餐后2小时", "how.ogtt-1h": "服糖后1小时",
  "how.ogtt-2h": "服糖后2小时", "how.bedtime": "睡前", "how.random": "随机", "how.home": "家庭",
  "how.ambulatory-day": "动态，白天", "how.ambulatory-night": "动态，夜间", "how.ambulatory-24h": "动态，全天",
  "how.derived": "计算得出",
  "open": "未了事项", "task": "先观察：{what}", "due": "{day}到期", "by": "最迟 {day}",
  "ask": "先问", "missing": "还缺",
  "emergency": "急救卡", "call": "拨打 120", "do": "现在就做，按顺序", "tell": "告诉 120",
  "age": "年龄", "years": "{n}岁", "sex": "性别", "female": "女", "male": "男", "unknown": "不详",
  "place": "具体地点", "contact": "联系人和电话", "level": "紧急程度", "reason": "原因",
  "symptoms": "症状", "readings": "最近读数", "medicines": "正在用药", "allergies": "过敏", "conditions": "已知疾病",
  "asOf": "判断日期", "copy": "复制", "copied": "已复制", "notCopied": "请选中文字后手动复制", "print": "打印（A5）", "close": "关闭",
  "note": "以上内容读自本机记录。由人决定，不要等这个页面。",
  "note.symptoms": "症状", "note.readings": "读数", "note.conditions": "诊断", "note.medicines": "用药", "note.allergies": "过敏",
};
