import type { PlayWords } from "./words.js";

export const zhCN: PlayWords = {
  "title": "两病提示 · 集成试用", "heading": "集成试用", "skip": "跳到预览", "language": "语言", "loading": "正在载入模块……",
  "doctor": "医生页面", "guidelines": "规则手册", "failed": "模块载入失败",
  "about": "给集成方：放入一份档案，看组件当场显示，取各种形式的结果，复制接入代码。任何内容都不离开本页。",
  "sample": "样例", "own": "自己的", "asFhir": "改成 FHIR", "component": "组件", "theme": "主题", "fontScale": "字号", "asOf": "判断日", "unset": "不设",
  "where": "预览位置", "where.page": "在本页", "where.frame": "在框架里，经桥接", "width": "宽度", "width.full": "全宽", "width.narrow": "窄屏 360 px", "policy": "框架的安全策略",
  "policy.strict": "推荐", "policy.no-wasm": "去掉 'wasm-unsafe-eval'", "policy.no-connect": "connect-src 'none'", "policy.no-names": "不许任何 Trusted Types 策略",
  "policyHeader": "框架实际收到的响应头", "policyAbout": "框架在沙箱里，没有自己的源，按这条响应头载入。它会弄坏什么，见下面和事件记录。",
  "onlyPanel": "桥接只传面板；这个组件放在本页。",
  "input": "档案", "open": "打开文件", "valid": "有效", "invalid": "被拒收", "at": "位置 {path}", "inputAbout": "档案或 FHIR R4，JSON 格式。模块按原文判断。",
  "attributes": "属性", "noAttributes": "这个组件没有属性。", "properties": "对象属性", "preview": "预览", "on": "开", "readonly": "只读",
  "output": "结果", "output.assessment": "评估", "output.cards": "CDS Hooks", "output.fhir": "FHIR R4", "output.text": "病程记录", "copy": "复制", "copied": "已复制", "nothing": "被拒收的档案没有结果。",
  "events": "事件", "noEvents": "还没有。组件的事件记在这里，新的在前。", "clear": "清空", "snippet": "接入代码", "event.at": "{n} 毫秒",
  "readouts": "大小与用时", "measure": "测一测", "took": "本次评估 {ms} 毫秒", "median": "评估 {n} 次：中位 {median} 毫秒，最快 {fastest} 毫秒；读写结果自身的 JSON：{baseline} 毫秒", "answerSize": "结果 {kb} KB（JSON）", "file": "文件", "size": "发送 KB", "time": "到达毫秒", "sent": "按本服务器发送的大小；会压缩的服务器发得更少。",
};
