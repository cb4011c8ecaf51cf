/** Words of the diary's parts that are fetched when they are opened. */
export const en = {
  "lock.what": "With a passphrase nobody who picks up this phone can read the diary.", "lock.lost": "If it is forgotten, everything in the diary is lost. Nobody can open it again, not even we. Take an encrypted copy first.",
  "lock.new": "Passphrase", "lock.again": "The same once more", "lock.old": "The passphrase until now", "lock.set": "Set the passphrase", "lock.change": "Change the passphrase", "lock.now": "Lock now",
  "lock.forget": "Take the passphrase away", "lock.forgetSure": "Anybody who opens this page can read the diary then. Really?", "lock.forgetYes": "Yes, take it away",
  "lock.short": "At least 8 characters, please.", "lock.differs": "The two are not the same.", "lock.wrong": "That was not the passphrase.", "lock.wait": "Too many tries. Please wait {n} seconds.",
  "lock.done": "The diary is sealed now.", "lock.changed": "The passphrase was changed.", "lock.off": "The diary has no passphrase now.", "lock.working": "One moment…", "lock.failed": "That did not work. Nothing was changed.",
  "lock.auto": "Lock by itself", "lock.auto.0": "never", "lock.auto.1": "after 1 minute", "lock.auto.5": "after 5 minutes", "lock.auto.15": "after 15 minutes",
  "gate.title": "The diary is locked", "gate.open": "Open", "gate.lost": "I have forgotten it", "gate.wipe": "Without the passphrase the diary cannot be opened. You can only delete everything and start again.", "gate.wipeYes": "Delete everything and start again", "back": "Back", "gate.call": "If you feel very ill, call 120.",
} as const;
