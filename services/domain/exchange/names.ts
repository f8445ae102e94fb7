// Names as other people write them, and what a plan can call the same thing: slots, chassis, host names.

import { planV1, slotId } from '../plan/v1.ts';

/** A place as a list writes it: the chassis in its own words, where it is named. */
export interface ListedSlot {
  readonly chassis?: string;
  readonly number: number;
}

const slotWords = '(?:slot|bay|blade|steckplatz|einschub|插槽|槽位|槽|刀片)';
/** Chassis, then something that keeps the two apart, then the number: `c1/3`, `1-3`, `chassis 1 slot 3`, `机箱1槽位3`. */
const chassisAndNumber = new RegExp(
  `^(?<chassis>.+?)(?:\\s*[/\\\\_:,-]\\s*|\\s+|(?=${slotWords}))${slotWords}?[\\s:#.-]*0*(?<number>[1-9]\\d{0,2})号?$`,
  'iu',
);
const numberAlone = new RegExp(`^${slotWords}?[\\s:#.-]*0*(?<number>[1-9]\\d{0,2})(?:号|${slotWords})*$`, 'iu');

/** The slot in `text` in any of the common forms; undefined when it is none. */
export function parseSlot(text: string): ListedSlot | undefined {
  const alone = numberAlone.exec(text)?.groups;
  if (alone) return { number: Number(alone.number) };
  const both = chassisAndNumber.exec(text)?.groups;
  return both && { chassis: both.chassis!, number: Number(both.number) };
}

/** `left-rack-5` for `Left (Räck 5)`: what plans and DNS take; empty when nothing of it is ASCII. */
export const plainName = (text: string, most = 63): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-+|-+$/g, '');

/** The schema of a slot is the one place that knows what a chassis may be called. */
const isChassisName = (name: string) => slotId.safeParse(`${name}/1`).success;
const longestChassisName = 32;

const chassisWords = /^(?:blade\s*)?(?:chassis|enclosure|gehäuse|机箱|刀箱|机框)[\s:#.-]*(?=\S)/iu;

/** `c1` for `1`, `Chassis 1` and `机箱1`; undefined when the name has to be made up. */
function usualName(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (isChassisName(lower) && !/^\d+$/.test(lower)) return lower;
  const bare = lower.replace(chassisWords, '');
  if (/^\d+$/.test(bare)) return `c${Number(bare)}`;
  return isChassisName(bare) ? bare : undefined;
}

/** What a plan calls a chassis, and whether that is only a proposal for a name it cannot take. */
export interface ChassisName {
  readonly name: string;
  readonly proposed: boolean;
}

/** Names the chassis of one list: the same text always gets the same name, and no two texts share a proposal. */
export function chassisNamer(): (text: string) => ChassisName {
  const given = new Map<string, ChassisName>();
  const free = (name: string) => ![...given.values()].some((one) => one.name === name);
  const propose = (text: string) => {
    const plain = plainName(text, longestChassisName - '-999'.length) || 'chassis';
    for (let count = plain === 'chassis' ? 1 : 0; ; count++) {
      const name = count === 0 ? plain : `${plain}-${count}`;
      if (free(name)) return { name, proposed: true };
    }
  };
  return (text) => {
    const usual = usualName(text);
    const found = given.get(text) ?? (usual ? { name: usual, proposed: false } : propose(text));
    given.set(text, found);
    return found;
  };
}

const hostnameSchema = planV1.shape.blades.element.shape.hostname.unwrap();

/** The host's own name in lower case; undefined when it is none. Case and domain of a DNS name say nothing about the machine. */
export function parseHostname(text: string): string | undefined {
  const [first = ''] = text.toLowerCase().split('.');
  return hostnameSchema.safeParse(first).success ? first : undefined;
}

const roleWords: readonly [role: 'control-plane' | 'worker', words: RegExp][] = [
  ['control-plane', /^(control[-_ ]?plane|cp|master|central|server|.*-central|.*-etcd|主节点|控制节点|管理节点|控制平面)$/iu],
  ['worker', /^(worker|work|node|slave|minion|agent|compute|.*-worker|从节点|工作节点|计算节点)$/iu],
];

/** The role that the words of other systems mean. */
export const parseRole = (text: string): 'control-plane' | 'worker' | undefined => roleWords.find(([, words]) => words.test(text))?.[0];
