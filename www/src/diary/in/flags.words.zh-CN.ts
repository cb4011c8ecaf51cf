import type { FlagWords } from "./flags.words.js";

/** 仪器对读数的说明。 */
export const zhCN: FlagWords = {
  "flag.moved": "量的时候动了",
  "flag.cuff-loose": "袖带松了",
  "flag.irregular-pulse": "仪器发现脉搏不齐：请告诉医生",
  "flag.pulse-high": "脉搏高过仪器的范围",
  "flag.pulse-low": "脉搏低过仪器的范围",
  "flag.position": "手臂放得不对",
  "flag.sensor-fault": "测血糖的部件有毛病",
  "flag.sample-small": "血太少",
  "flag.strip": "试纸没插好",
  "flag.strip-type": "试纸不对",
  "flag.too-warm": "仪器太热",
  "flag.too-cold": "仪器太冷",
  "flag.strip-pulled": "试纸拔早了",
  "flag.device-fault": "仪器有毛病",
  "flag.battery-low": "仪器快没电了",
};
