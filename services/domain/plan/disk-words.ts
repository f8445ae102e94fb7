// A disk rule as a technician would say it: "the smallest NVMe disk of at least 100 GiB".

import type { Language } from '../language.ts';
import type { Loose } from './loose.ts';
import type { DiskRule } from './v1.ts';

type Rule = Loose<DiskRule>;
type Transport = DiskRule['transport'] & string;

const transports: Readonly<Record<Transport, string>> = { nvme: 'NVMe', sata: 'SATA', sas: 'SAS', virtio: 'virtio', usb: 'USB' };

interface Words {
  readonly pick: Readonly<Record<DiskRule['pick'], string>>;
  readonly size: (min: number | undefined, max: number | undefined) => string;
  readonly named: (rule: Rule) => readonly string[];
  readonly whole: (parts: {
    readonly pick: string;
    readonly kind: string;
    readonly size: string;
    readonly named: readonly string[];
  }) => string;
}

const given = (parts: readonly (string | false | null | undefined)[]): string[] => parts.filter((part) => typeof part === 'string');

const english: Words = {
  pick: { only: 'the only', smallest: 'the smallest', largest: 'the largest' },
  size(min, max) {
    if (min !== undefined && max !== undefined) return `of ${min} to ${max} GiB`;
    return min !== undefined ? `of at least ${min} GiB` : max !== undefined ? `of at most ${max} GiB` : '';
  },
  named: ({ serial, wwn, model }) =>
    given([serial && `with the serial number ${serial}`, wwn && `with the WWN ${wwn}`, model && `whose model has “${model}” in it`]),
  whole: ({ pick, kind, size, named }) => given([pick, kind || false, 'disk', size || false, named.join(' and ') || false]).join(' '),
};

/** Latin letters and digits stand apart from Chinese ones. */
const spaced = (text: string) => (/[\w]$/.test(text) ? `${text} ` : text);

const chinese: Words = {
  pick: { only: '唯一的', smallest: '最小的', largest: '最大的' },
  size(min, max) {
    if (min !== undefined && max !== undefined) return `容量 ${min} 至 ${max} GiB`;
    return min !== undefined ? `容量至少 ${min} GiB` : max !== undefined ? `容量至多 ${max} GiB` : '';
  },
  named: ({ serial, wwn, model }) => given([serial && `序列号为 ${serial}`, wwn && `WWN 为 ${wwn}`, model && `型号含“${model}”`]),
  whole({ pick, kind, size, named }) {
    const which = given([size || false, ...named]).join('、');
    return `${which ? `${spaced(which)}的` : ''}${pick}${kind && ` ${kind} `}磁盘`;
  },
};

const words: Readonly<Record<Language, Words>> = { en: english, 'zh-CN': chinese };

/** Which disk the rule means, in words; what cannot be read of it is left out. */
export function diskRuleInWords(rule: Rule, language: Language): string {
  const { pick, size, named, whole } = words[language];
  const { minGiB, maxGiB, transport } = rule;
  return whole({
    pick: pick[rule.pick ?? 'only'],
    kind: transport ? transports[transport] : '',
    size: size(minGiB ?? undefined, maxGiB ?? undefined),
    named: named(rule),
  });
}
