// A taint as people write it in a plan, and what it says.

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] as const;
export type TaintEffect = (typeof taintEffects)[number];

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: TaintEffect;
}

/** As `kubectl taint` writes it: `dedicated=storage:NoSchedule`, `dedicated:NoSchedule`. */
export const taintForm = new RegExp(`^([^=:]+)(?:=([^=:]*))?:(${taintEffects.join('|')})$`);

/** The taint in `text`; undefined when it has another form. */
export function parseTaint(text: string): Taint | undefined {
  const [, key, value, effect] = taintForm.exec(text) ?? [];
  return key && effect ? { key, ...(value ? { value } : {}), effect: effect as TaintEffect } : undefined;
}

/** What `parseTaint` reads the same taint from. */
export const taintText = ({ key, value, effect }: Taint): string => `${key}${value ? `=${value}` : ''}:${effect}`;
