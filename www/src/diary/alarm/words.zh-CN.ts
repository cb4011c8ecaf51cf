import type { AlarmWords } from "./words.js";

/** 警示页和症状页的用语。 */
export const zhCN: AlarmWords = {
  "danger.title": "请停下来看看",
  "danger.R0": "现在就求助",
  "danger.R1": "今天必须处理",
  "danger.callWhy": "有下面任何一样，或者很难受，马上打电话：",
  "danger.sit": "坐下，安静休息，不说话。{n}分钟后再量一次。",
  "danger.timer": "开始计时{n}分钟",
  "danger.left": "还有 {time}",
  "danger.again": "现在再量一次",
  "danger.done": "时间到了：再量一次。",
  "danger.said": "您选了：{sign}。现在就打120。不要一个人走。",
  "danger.stands": "血压 {value}，达危急值：今天就去看医生，不用等着再量。",
  "danger.standsWhy": "不要在家里拖着。不要为了快点降压在舌头底下含药。",
  "danger.lowWhy": "不管医生说过什么，都先这样做：血糖低会很快变重，吃降糖药、打胰岛素的人更危险。然后今天去看医生，把这个数给医生看。",
  "danger.close": "我看完了",
  "signs.title": "现在有没有这些？",
  "signs.none": "都没有",
  "signs.save": "记下来",
  "signs.acute": "是突然的，或者比以前重吗？",
  "signs.yes": "是",
  "signs.no": "不是，老毛病",
};
