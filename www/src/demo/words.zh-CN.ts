import type { PageWords } from "./words.js";

/** 医生页面自己的用语。 */
export const zhCN: PageWords = {
  "title": "两病提示 · 医生", "heading": "两病提示", "skip": "跳到患者",
  "asOf": "判断日期", "language": "语言", "file": "打开记录", "drop": "把 JSON 记录或 FHIR 文件拖到这里",
  "fileHint": "或把文件拖到页面上", "synthetic": "均为虚构患者；文件只留在本机。",
  "patients": "患者", "all": "全部", "none": "无颜色", "critical": "急救",
  "filter": "按颜色查看", "years": "{n}岁", "female": "女", "male": "男", "unnamed": "未填姓名",
  "empty": "没有这个颜色的患者。", "refused": "未接受", "noReading": "无读数",
  "back": "返回列表", "loading": "正在载入规则…", "fromFile": "来自文件",
  "readings": "最近读数", "conditions": "诊断", "medications": "用药", "visits": "近期随访",
  "since": "{day} 起", "perDay": "每日{n}次", "perWeek": "每周{n}次", "perTwoWeeks": "每两周{n}次", "nothing": "没有记录", "prompts": "提示",
  "daysAgo": "{n}天前", "today": "今天", "later": "晚于判断日期",
  "setting.home": "家庭", "setting.clinic": "诊室", "unclassified": "未分类",
  "handOut": "给患者日记的文件",
  "handOut.report": "这次的评估", "handOut.targets": "您的目标", "handOut.prescription": "吃和动", "handOut.diet": "吃", "handOut.exercise": "动", "handOut.notToday": "今天先不要",
  "error": "出了问题", "tooLarge": "文件超过 20 MB", "cannotStart": "规则无法载入",
  "timing.fasting": "空腹", "timing.pre-meal": "餐前", "timing.postprandial-2h": "餐后2小时",
  "timing.ogtt-1h": "糖耐量1小时", "timing.ogtt-2h": "糖耐量2小时", "timing.bedtime": "睡前", "timing.random": "随机",
  "code.hypertension": "高血压", "code.type-2-diabetes": "2型糖尿病", "code.type-1-diabetes": "1型糖尿病",
  "code.chronic-kidney-disease": "慢性肾脏病", "code.coronary-heart-disease": "冠心病",
  "code.heart-failure": "心力衰竭", "code.stroke": "脑卒中", "code.atrial-fibrillation": "心房颤动",
  "code.severe-headache": "剧烈头痛", "code.vomiting": "呕吐", "code.sweating": "出汗", "code.none": "已问，无",
  "code.severe-npdr": "重度非增殖期视网膜病变", "code.normal": "正常", "code.absent": "消失",
  "code.HI": "HI", "code.LO": "LO",
};
