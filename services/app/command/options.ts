// What was typed behind a command, before anybody has looked at what it means.

export type CommandOptions = Record<string, string | boolean | string[] | undefined>;
