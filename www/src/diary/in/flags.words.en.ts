/** What cuffs and meters say of their own readings. */
export const en = {
  "flag.moved": "moved while measuring",
  "flag.cuff-loose": "the cuff was loose",
  "flag.irregular-pulse": "the device noticed an uneven pulse: tell your doctor",
  "flag.pulse-high": "pulse above the device's range",
  "flag.pulse-low": "pulse below the device's range",
  "flag.position": "arm not held right",
  "flag.sensor-fault": "fault of the sensor",
  "flag.sample-small": "too little blood",
  "flag.strip": "strip not put in right",
  "flag.strip-type": "wrong kind of strip",
  "flag.too-warm": "meter too warm",
  "flag.too-cold": "meter too cold",
  "flag.strip-pulled": "strip pulled out too early",
  "flag.device-fault": "fault of the meter",
  "flag.battery-low": "battery of the meter low",
} as const;
