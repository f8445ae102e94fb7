// What whoever takes the cluster over has to know before anything else: what is open, what was overridden, what is unsafe.

import type { Blade } from '../../../domain/blade/blade.ts';
import { checkTitle } from '../../../domain/cluster/checks.ts';
import type { CheckOutcome } from '../../../domain/cluster/events.ts';
import { dayOf, daysBetween } from './moment.ts';
import { list, paragraph, type Section } from './parts.ts';
import type { Telling } from './telling.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** A month is enough to renew certificates, and to notice that somebody has to. */
const soonDays = 31;

type Points = readonly (string | undefined)[];

export const isUnready = ({ node, excluded }: Blade): boolean => excluded === undefined && node?.ready !== true;

function testPoints({ say, language }: Telling, { passed, outcomes }: Verdict): Points {
  const titles = (wanted: CheckOutcome['result']) =>
    say.list(outcomes.filter(({ result }) => result === wanted).map(({ check }) => checkTitle(check, language)));
  const [failed, skipped] = [titles('failed'), titles('skipped')];
  return [
    passed === undefined ? say.first.notTested : undefined,
    failed && say.first.failed(failed),
    skipped && say.first.skipped(skipped),
  ];
}

function bladePoints({ say, rows }: Telling): Points {
  const unready = rows.filter(({ blade }) => isUnready(blade)).map(({ planned }) => planned.slot);
  const excluded = rows.flatMap(({ blade: { slot, excluded: why } }) => (why === undefined ? [] : [say.first.excluded(slot, why)]));
  return [unready.length > 0 ? say.first.notReady(say.list(unready)) : undefined, ...excluded];
}

function unplugPoints(telling: Telling): Points {
  const { say, run } = telling;
  const { unplug } = run.cluster;
  if (!telling.isOnRack) return [];
  if (unplug?.endedAt === undefined || unplug.stale) return [say.first.unplugNot];
  return [
    unplug.passed ? undefined : say.first.unplugFailed,
    unplug.traces.length > 0 ? say.first.traces(say.list(unplug.traces)) : undefined,
  ];
}

function bundlePoints({ say, signature }: Telling): Points {
  if (!signature) return [say.first.bundleOf];
  return [signature.type === 'bundle-accepted' ? say.first.accepted(say.first.howAccepted[signature.how]) : undefined];
}

function sealPoints({ say, sealed, adopted }: Telling, { passed }: Verdict): Points {
  return [
    sealed ? undefined : say.first.notSealed,
    sealed && passed !== true ? say.first.sealedOpen : undefined,
    adopted ? say.first.adopted(adopted.by) : undefined,
  ];
}

function clusterPoints({ say, run, plan, writtenAt }: Telling): Points {
  const addons = (plan.kubernetes?.addons ?? []).filter((name) => run.cluster.addons.find(({ addon }) => addon === name)?.step !== 'ready');
  const ends = Math.min(...run.cluster.certificates.map(({ expires }) => expires));
  return [
    addons.length > 0 ? say.first.addons(say.list(addons)) : undefined,
    daysBetween(writtenAt, ends) < soonDays ? say.first.expiring(dayOf(ends)) : undefined,
  ];
}

function planPoints({ say, plan, rows }: Telling): Points {
  const members = rows.filter(({ planned }) => planned.etcdMember).length;
  return [
    plan.access.autologin ? say.first.autologin : undefined,
    plan.access.sshKeys.length === 0 ? say.first.noKeys : undefined,
    plan.network.ntp.length === 0 ? say.first.noTime : undefined,
    plan.updates.automatic ? say.first.updates : undefined,
    plan.etcd.evenReason && members % 2 === 0 ? say.first.evenEtcd(members, plan.etcd.evenReason) : undefined,
  ];
}

function conflictPoints({ say, run }: Telling): Points {
  const addresses = [...new Set(run.conflicts.map(({ address }) => address))];
  return [addresses.length > 0 ? say.first.conflicts(say.list(addresses)) : undefined];
}

/** Each a sentence, the gravest first; none where all is as it should be. */
export function openPoints(telling: Telling): string[] {
  const verdict = verdictOf(telling);
  const points = [
    telling.simulated ? telling.say.first.simulated : undefined,
    ...testPoints(telling, verdict),
    ...bladePoints(telling),
    ...unplugPoints(telling),
    ...bundlePoints(telling),
    ...sealPoints(telling, verdict),
    ...clusterPoints(telling),
    ...planPoints(telling),
    ...conflictPoints(telling),
  ];
  return points.filter((point) => point !== undefined && point !== '') as string[];
}

export function firstSection(telling: Telling): Section {
  const { say, administrator } = telling;
  const open = openPoints(telling);
  const admin = say.first.admin(administrator.user, dayOf(administrator.expires));
  return { id: 'first', title: say.first.title, body: [open.length > 0 ? list(open) : paragraph(say.first.nothing), paragraph(admin)] };
}
