// Why a blade is stuck, from what was heard and what was not: one small function per stage.

import { at, type Problem, problem, warning } from '../problem.ts';
import { type Blade, type Boot, newBoot, permissionOf } from './blade.ts';
import { bootsPastTheDisk, deadlines, fruitlessBoots, loaderAgain, naksInARow } from './deadlines.ts';
import { becomingNode, joining, standing } from './diagnose-node.ts';
import type { TransferKind } from './events.ts';
import { type Finding, firstOf } from './finding.ts';
import { otherArchitecture } from './other-architecture.ts';
import { compareStages, type Stage } from './stages.ts';

/** Option 93 of firmware that can refuse an unsigned loader: every EFI, by PXE or HTTP. BIOS is 0, its HTTP boot 20. */
const isUefi = ({ architecture }: Boot) => architecture !== undefined && architecture !== 0 && architecture !== 20;

const onItsDisk: Finding = ({ blade, waited }) => {
  if (permissionOf(blade) !== 'armed') return undefined;
  if (blade.osAsked !== undefined && waited >= deadlines.firmwareInsteadOfSystem) return warning(problem('blade-runs-old-system'));
  return waited >= deadlines.firstPacket ? warning(problem('blade-silent')) : undefined;
};

const takenByAnother: Finding = ({ boot, waited }) => {
  if (boot.conflict) return problem('address-taken', { address: boot.conflict.address, holder: boot.conflict.holder ?? 'another machine' });
  if (boot.otherServer && waited >= deadlines.otherServer) return problem('other-dhcp-server', { server: boot.otherServer });
  return boot.naks >= naksInARow ? problem('address-refused', { reason: boot.nakReason ?? 'no reason recorded' }) : undefined;
};

const notAnswered: Finding = ({ boot, waited }) => {
  if (boot.offers > 0 || boot.bound || boot.otherServer) return undefined;
  if (boot.silence) return problem('dhcp-not-answered', { reason: boot.silence });
  return waited >= deadlines.answer ? problem('dhcp-not-answered', { reason: 'no answer went out' }) : undefined;
};

const notTaken: Finding = ({ boot, waited }) =>
  boot.offers > 0 && !boot.bound && waited >= deadlines.offerTaken ? problem('offer-without-request') : undefined;

const askedForNothing: Finding = ({ boot, waited }) =>
  boot.bound && waited >= deadlines.fileAfterAddress ? problem('address-without-file') : undefined;

const isMoving = ({ transfers, boot }: Blade, kind: TransferKind) =>
  Object.values(transfers).some((one) => one.kind === kind && one.boot === boot?.at);

const broken: Finding = ({ blade, boot, waited }) => {
  const loader = boot.fetches.loader;
  if (!loader || loader.done > 0) return undefined;
  const late = waited >= (loader.trouble ? deadlines.secondAttempt : deadlines.loaderMoves);
  const quiet = isMoving(blade, 'loader') ? 'it does not confirm what it is sent' : 'it asked for its size, and then for nothing more';
  return late ? problem('loader-not-finished', { file: loader.file, reason: loader.trouble ?? quiet }) : undefined;
};

const lost: Finding = ({ blade, boot, waited }) => {
  const loader = boot.fetches.loader;
  if (!loader || loader.done === 0) return undefined;
  if (boot.chained && loader.done >= loaderAgain) return problem('loader-loop', { file: loader.file });
  if (boot.chained) return boot.bound && waited >= deadlines.fileAfterAddress ? problem('loader-without-script') : undefined;
  const again = blade.fruitless?.loaderLost === true;
  if (waited < (again ? deadlines.loaderStartsAgain : deadlines.loaderStarts)) return undefined;
  return problem(isUefi(boot) ? 'secure-boot-suspected' : 'loader-silent', { file: loader.file });
};

const chainUnanswered: Finding = (look) => (look.boot.chained ? firstOf(takenByAnother, notAnswered, notTaken)(look) : undefined);

/** It says so itself, each time it comes to its script. */
const ofOtherArchitecture: Finding = ({ boot }) =>
  boot.fetches.document?.file === otherArchitecture ? problem('architecture-differs') : undefined;

const noKernel: Finding = ({ boot, waited }) => {
  if (waited < deadlines.kernelAfterScript) return undefined;
  return boot.refused ? problem('request-refused', boot.refused) : problem('script-without-kernel');
};

const bootFiles = ({ fetches }: Boot) => [fetches.kernel, fetches.initrd].filter((fetch) => fetch !== undefined);

const kernelIncomplete: Finding = ({ blade, boot, waited }) => {
  const partial = bootFiles(boot).find((fetch) => fetch.done === 0);
  if (!partial || waited < deadlines.kernelMoves) return undefined;
  if (partial.trouble) return problem('boot-file-not-finished', { file: partial.file, reason: partial.trouble });
  return isMoving(blade, 'kernel') || isMoving(blade, 'initrd') ? problem('boot-file-stalled', { file: partial.file }) : undefined;
};

const noLiveSystem: Finding = ({ blade, boot, waited }) => {
  if (boot.fetches.kernel && !boot.fetches.initrd && waited >= deadlines.kernelMoves) return problem('kernel-without-initrd');
  if (waited < deadlines.liveSystem) return undefined;
  return problem(blade.osAsked === undefined ? 'kernel-without-call-home' : 'live-without-config');
};

const agentStuck: Finding = ({ blade, boot, waited }) => {
  if (boot.held) return boot.held;
  if (!boot.bootId) return waited >= deadlines.agent ? problem('config-without-agent') : undefined;
  if (blade.inventory?.bootId !== boot.bootId) return waited >= deadlines.inventory ? problem('agent-without-inventory') : undefined;
  return waited >= deadlines.image ? problem('image-stalled') : undefined;
};

const notWriting: Finding = ({ waited }) => (waited >= deadlines.writing ? problem('install-stalled') : undefined);

const notBooted: Finding = ({ blade, waited }) => {
  if (Object.values(blade.diskBoots).some((boots) => boots >= bootsPastTheDisk)) return problem('disk-does-not-boot');
  return waited >= deadlines.firstBoot ? problem('installed-not-booted') : undefined;
};

const byStage: Partial<Record<Stage, Finding>> = {
  waiting: onItsDisk,
  dhcp: firstOf(takenByAnother, notAnswered, notTaken, askedForNothing),
  loader: firstOf(broken, chainUnanswered, lost),
  script: firstOf(ofOtherArchitecture, noKernel),
  kernel: firstOf(kernelIncomplete, noLiveSystem),
  config: agentStuck,
  installing: notWriting,
  rebooting: notBooted,
  booted: becomingNode,
  joining,
  ready: standing,
};

const howTheInstallEnded: Finding = ({ blade: { arming, stage } }) => {
  if (arming?.failure) return problem('install-failed', { reason: arming.failure });
  const interrupted = arming?.state === 'used' && !arming.written && compareStages(stage, 'installing') < 0;
  return interrupted ? problem('install-interrupted') : undefined;
};

/** Until the go a blade that is not armed has its firmware's troubles only: whatever it fetches leads to its disk. */
const notArmed: Finding = (look) => {
  const { blade } = look;
  if (permissionOf(blade) === 'armed' || blade.stage === 'waiting' || compareStages(blade.stage, 'installing') >= 0) return undefined;
  const early = blade.stage === 'dhcp' || blade.stage === 'loader' ? byStage[blade.stage]!(look) : undefined;
  return early ?? warning(problem('blade-not-armed'));
};

const stageWords: Partial<Record<Stage, string>> = {
  dhcp: 'its address',
  loader: 'its loader',
  script: 'its script',
  kernel: 'the kernel',
  config: 'its live system',
};

const loops: Finding = ({ blade: { fruitless, stage } }) =>
  fruitless && fruitless.boots >= fruitlessBoots && compareStages(stage, fruitless.stage) <= 0
    ? problem('boot-loop', { stage: stageWords[fruitless.stage] ?? fruitless.stage })
    : undefined;

/** In this order: what its agent said, what its packets say, and last that it happens again and again. */
const everything = firstOf(howTheInstallEnded, notArmed, (look) => byStage[look.blade.stage]?.(look), loops);

/**
 * What keeps this blade from getting further at `now` (milliseconds since 1970), as far as its packets tell; undefined while all is well. It follows
 * from what was heard alone, never from an earlier diagnosis, and its words hold no running figure.
 */
export function diagnose(blade: Blade, now: number): Problem | undefined {
  if (blade.excluded) return undefined;
  const found = everything({ blade, boot: blade.boot ?? newBoot(now), waited: now - blade.moved });
  return found && at(blade.slot, found);
}
