// Which disk the operating system goes to: the plan's rule against what the blade itself reported from RAM.

import type { DiskRule } from '../plan/v1.ts';
import { failed, ok, type Problem, problem, type Result } from '../problem.ts';
import type { Disk } from './events.ts';

const gib = 2 ** 30;

/** `vda 20 GiB serial X`: enough to find the disk on its label. */
export const diskInWords = ({ name, sizeBytes, serial, model }: Disk): string =>
  [name, `${Math.round(sizeBytes / gib)} GiB`, serial ? `serial ${serial}` : 'without a serial', model && `(${model})`]
    .filter(Boolean)
    .join(' ');

const listed = (disks: readonly Disk[]) => (disks.length > 0 ? disks.map(diskInWords).join('; ') : 'no disk at all');

/** `minGiB 100, pick smallest`: a rule as the plan writes it, in one line. */
export const ruleInWords = (rule: DiskRule): string =>
  Object.entries(rule)
    .map(([field, value]) => `${field} ${value}`)
    .join(', ');

/** Why this disk is never written, whatever the rule says; undefined when it may be. */
function unfit(disk: Disk, rule: DiskRule, atLeastBytes: number): string | undefined {
  if (disk.removable) return 'removable';
  if (disk.readOnly) return 'read-only';
  if (disk.transport === 'usb' && rule.transport !== 'usb') return 'USB, which the rule does not ask for';
  return disk.sizeBytes === 0 || disk.sizeBytes < atLeastBytes ? 'too small' : undefined;
}

/** Tools write the same name with blanks or underscores, and the same WWN with or without `0x`. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/^(0x|naa\.|eui\.)/, '')
    .replace(/[\s_]+/g, ' ')
    .trim();

/** True when every given field fits. A model fits when the disk's contains it: `PM883` for `SAMSUNG_MZ7LH480_PM883`. */
const fits = (rule: DiskRule, disk: Disk): boolean =>
  (rule.serial === undefined || rule.serial.trim() === disk.serial.trim()) &&
  (rule.wwn === undefined || plain(rule.wwn) === plain(disk.wwn)) &&
  (rule.model === undefined || plain(disk.model).includes(plain(rule.model))) &&
  (rule.minGiB === undefined || disk.sizeBytes >= rule.minGiB * gib) &&
  (rule.maxGiB === undefined || disk.sizeBytes <= rule.maxGiB * gib) &&
  (rule.transport === undefined || rule.transport === disk.transport);

/** By size, then by serial: kernel names move between boots, so the same disk must come first however they do. */
const bySize = (pick: DiskRule['pick']) => (one: Disk, other: Disk) =>
  (pick === 'largest' ? other.sizeBytes - one.sizeBytes : one.sizeBytes - other.sizeBytes) || (one.serial < other.serial ? -1 : 1);

/** Those that the rule cannot tell from the best one: with `pick: only` all that fit, else those of its size without a serial to go by. */
function rivals(rule: DiskRule, sorted: readonly Disk[]): readonly Disk[] {
  if (rule.pick === 'only') return sorted;
  const sameSize = sorted.filter((disk) => disk.sizeBytes === sorted[0]!.sizeBytes);
  return sameSize.every((disk) => disk.serial) ? sameSize.slice(0, 1) : sameSize;
}

function nothingFits(rule: DiskRule, disks: readonly Disk[], atLeastBytes: number): Problem {
  const seen = disks.map((disk) => {
    const why = unfit(disk, rule, atLeastBytes);
    return why ? `${diskInWords(disk)} — ${why}` : diskInWords(disk);
  });
  return problem('disk-none-matches', { rule: ruleInWords(rule), seen: seen.join('; ') || 'no disk at all' });
}

/**
 * The one disk that `rule` means among what the blade reported. Removable, read-only and empty ones, those smaller than the image (bytes) and USB
 * ones not asked for never count. Problems: `disk-none-matches`, `disk-several-match`, `disk-serial-twice`.
 */
export function chooseDisk(rule: DiskRule, disks: readonly Disk[], atLeastBytes = 0): Result<Disk> {
  const usable = disks.filter((disk) => !unfit(disk, rule, atLeastBytes) && fits(rule, disk)).sort(bySize(rule.pick));
  const [best] = usable;
  if (!best) return failed(nothingFits(rule, disks, atLeastBytes));
  const twins = disks.filter((disk) => disk.serial && disk.serial === best.serial);
  if (twins.length > 1) return failed(problem('disk-serial-twice', { serial: best.serial, disks: listed(twins) }));
  const matching = rivals(rule, usable);
  if (matching.length > 1) return failed(problem('disk-several-match', { rule: ruleInWords(rule), matching: listed(matching) }));
  return ok(best);
}
