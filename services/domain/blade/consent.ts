// The words by which a technician allows disks to be wiped.

/** What has to be typed so that the disks of these slots may be wiped: the slot itself, or how many they are. Nobody types that by chance. */
export const consentWords = (slots: readonly string[]): string => (slots.length === 1 ? slots[0]! : `${slots.length} WIPE`);

export const isConsent = (typed: string, slots: readonly string[]): boolean =>
  slots.length > 0 && typed.trim().replace(/\s+/g, ' ') === consentWords(slots);
