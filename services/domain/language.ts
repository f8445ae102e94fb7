// The languages that the laptop speaks to a technician in.

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** The same thing said in every language. */
export type Said = Readonly<Record<Language, string>>;
