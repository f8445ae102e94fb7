// A run of each architecture from its first packet to the seal, as its journal tells it: for tests of what is handed over.

import type { Event, Happening } from '../../domain/blade/events.ts';
import { foldRun, newRun } from '../../domain/blade/run.ts';
import { type CheckName, checkNames } from '../../domain/cluster/checks.ts';
import type { CheckOutcome, Occasion, SeenCertificate } from '../../domain/cluster/events.ts';
import { type Plan, type PlannedBlade, plannedBlades } from '../../domain/plan/plan.ts';
import type { ArchitectureName } from '../../domain/plan/v1.ts';
import { problem } from '../../domain/problem.ts';
import type { ReportInput } from './input.ts';
import { sampleManifest, sampleManifestSha256, samplePlanOf } from './sample-rack.ts';
import { handedServer } from './server.ts';

const day = 86_400_000;
const begin = Date.UTC(2026, 10, 20, 9, 0);

/** A happening so many seconds after the run began. */
type Told = readonly [seconds: number, happening: Happening];

const inventoryOf = ({ slot, macs }: PlannedBlade, index: number, blank: boolean): Told => [
  30 + index * 20,
  {
    type: 'inventory',
    slot,
    inventory: {
      serial: `CZJ${(4_710_000 + index).toString()}`,
      uuid: `30303030-0000-0000-0000-0000000000${(16 + index).toString(16)}`,
      product: 'ProLiant BL460c Gen10',
      memoryBytes: 137_438_953_472,
      bootId: `boot-${index}`,
      nics: macs.map((address, port) => ({ name: `eth${port}`, mac: address, up: true })),
      disks: [
        {
          name: 'sda',
          serial: `S4EMNX0R12${100 + index}`,
          wwn: '',
          model: 'MZ7LH480',
          sizeBytes: 480_103_981_056,
          transport: 'sata',
          removable: false,
          readOnly: false,
          blank,
          contents: blank ? '' : 'gpt; ext4 ROOT; xfs data',
        },
      ],
    },
  },
];

/** One blade from its first packet to its node; every third one had data on its disk. */
function installed(blade: PlannedBlade, index: number): Told[] {
  const { slot, macs, hostname, address, role } = blade;
  const blank = index % 3 !== 1;
  const first = index * 20;
  const verb = role === 'control-plane' && index === 0 ? 'init' : 'join';
  const version = 'v1.37.1';
  return [
    [first, { type: 'dhcp-heard', slot, mac: macs[0]!, message: 'discover', client: 'pxe', architecture: 7 }],
    [first + 25, { type: 'agent-started', slot, bootId: `boot-${index}`, clockOffsetSeconds: 0 }],
    inventoryOf(blade, index, blank),
    ...(blank ? [] : [[first + 31, { type: 'consent-recorded', slot, arming: 1, by: 'wang.li' }] satisfies Told]),
    [
      first + 35,
      {
        type: 'install-permitted',
        slot,
        bootId: `boot-${index}`,
        disk: 'sda',
        diskSerial: `S4EMNX0R12${100 + index}`,
        wiped: blank ? 'nothing; it was blank' : 'gpt; ext4 ROOT; xfs data',
      },
    ],
    [first + 150, { type: 'install-done', slot, bootId: `boot-${index}` }],
    [first + 152, { type: 'rebooting', slot, bootId: `boot-${index}` }],
    [first + 262, { type: 'booted', slot, bootId: `new-${index}`, address, hostname, machineId: '0'.repeat(32) }],
    [first + 330, { type: 'cluster-step', slot, verb, step: 'running', attempt: 1 }],
    [first + 420, { type: 'cluster-step', slot, verb, step: 'done', attempt: 1 }],
    [first + 455, { type: 'node-seen', slot, ready: true, version, address }],
  ];
}

const factsOf = (check: CheckName, blades: readonly PlannedBlade[]): string[] => {
  if (check === 'nodes') return blades.map(({ hostname, address }) => `${hostname} Ready v1.37.1 ${address}`);
  if (check === 'clocks') return ['largest difference 12 ms'];
  if (check === 'vip') return [`power of ${blades[0]!.hostname} cut, API answered again after 8.4 s`];
  return check === 'scale' ? [`6 of 6 on ${blades.length} nodes`] : [];
};

/** A test in which every check passed. */
function tested(at: number, occasion: Occasion, blades: readonly PlannedBlade[], checks: readonly CheckName[]): Told[] {
  const outcome = (check: CheckName): CheckOutcome => ({
    check,
    result: 'passed',
    seconds: 4.2,
    facts: factsOf(check, blades),
    problems: [],
  });
  return [
    [at, { type: 'acceptance-started', occasion, by: 'wang.li', checks }],
    ...checks.flatMap((check, index): Told[] => [[at + 5 + index * 9, { type: 'check-ended', ...outcome(check) }]]),
    [at + 10 + checks.length * 9, { type: 'acceptance-ended', passed: true }],
  ];
}

const certificatesOf = (blades: readonly PlannedBlade[], from: number): SeenCertificate[] => [
  { name: 'admin', expires: from + 365 * day },
  ...blades
    .filter(({ role }) => role === 'control-plane')
    .flatMap(({ slot }) =>
      ['apiserver', 'etcd-server', 'etcd-peer', 'front-proxy-client'].map((name) => ({ name, slot, expires: from + 365 * day })),
    ),
];

function story(plan: Plan): Told[] {
  const blades = plannedBlades(plan);
  const hasVip = plan.architecture === 'small' || plan.architecture === 'production';
  const checks = checkNames.filter((check) => (check !== 'vip' || hasVip) && (check !== 'pods-across' || blades.length > 1));
  const up = blades.length * 20 + 480;
  const server = handedServer(plan);
  return [
    [0, { type: 'run-opened', plan: plan.name, planSha256: '77'.repeat(32), bundle: 'site' }],
    [
      0,
      {
        type: 'bundle-trusted',
        manifestSha256: sampleManifestSha256,
        words: 'abandon ability able about above absent absorb abstract absurd abuse access accident',
        comment: 'Ops East',
      },
    ],
    [0, { type: 'armed', slots: blades.map(({ slot }) => slot), arming: 1 }],
    ...blades.flatMap(installed),
    [up, { type: 'cluster-answered', server, version: 'v1.37.1' }],
    [
      up,
      {
        type: 'etcd-seen',
        members: blades.filter(({ etcdMember }) => etcdMember).map(({ hostname: name }) => ({ name, healthy: true, voter: true })),
      },
    ],
    [up, { type: 'certificates-seen', certificates: certificatesOf(blades, begin) }],
    ...(plan.kubernetes?.addons ?? []).map((addon): Told => [up + 30, { type: 'addon-step', addon, step: 'ready' }]),
    ...tested(up + 60, 'first', blades, checks),
    ...(plan.architecture === 'laptop'
      ? []
      : ([
          [up + 400, { type: 'unplug-started', slots: [blades[0]!.slot, blades.at(-1)!.slot], by: 'wang.li' }],
          ...tested(
            up + 500,
            'unplugged',
            blades,
            checks.filter((check) => check !== 'vip'),
          ),
          [up + 700, { type: 'unplug-ended', passed: true, traces: [] }],
        ] satisfies Told[])),
  ];
}

const sealing: Told = [4000, { type: 'sealed', by: 'wang.li' }];

/** The journal of these happenings, in the order of their times. */
const journalOf = (told: readonly Told[]): Event[] =>
  told
    .toSorted(([one], [other]) => one - other)
    .map(([seconds, happening], index) => ({ ...happening, seq: index + 1, at: begin + seconds * 1000 }));

/** Everything a report needs, with the sample's answers for what is not in `change`. */
export function inputFrom(plan: Plan, events: readonly Event[], change: Partial<ReportInput> = {}): ReportInput {
  return {
    language: 'en',
    writtenAt: begin + 4500 * 1000,
    tool: 'rackstrap 0.1.0',
    runName: `${plan.name}-1`,
    simulated: false,
    plan,
    manifest: sampleManifest,
    manifestSha256: sampleManifestSha256,
    run: foldRun(newRun(plan.blades.map(({ slot }) => slot)), events),
    events,
    administrator: { user: `${plan.name}-admin`, server: handedServer(plan), expires: begin + 365 * day },
    ...change,
  };
}

/** A run where everything went well, to its seal. */
export function sampleInput(architecture: ArchitectureName, change: Partial<ReportInput> = {}): ReportInput {
  const plan = samplePlanOf(architecture);
  return inputFrom(plan, journalOf([...story(plan), sealing]), change);
}

/** A run where much was left open, overridden or failed: not sealed, one blade out, one not ready, a bundle of an unknown key. */
export function troubledInput(change: Partial<ReportInput> = {}): ReportInput {
  const plan = samplePlanOf('production');
  const [lost, last] = [plan.blades[4]!.slot, plan.blades.at(-1)!.slot];
  const failing: CheckOutcome = {
    check: 'nodes',
    result: 'failed',
    seconds: 61.3,
    facts: ['left-5 NotReady v1.37.1 10.20.30.44'],
    problems: [{ ...problem('node-not-ready', { reason: 'container runtime is down' }), where: lost }],
  };
  const told: Told[] = [
    ...story(plan).filter(([, { type }]) => type !== 'bundle-trusted' && !type.startsWith('unplug')),
    [0, { type: 'bundle-accepted', manifestSha256: sampleManifestSha256, trust: 'unknown-key', words: ['zoo zone zero'], how: 'console' }],
    [
      1200,
      { type: 'node-seen', slot: lost, ready: false, reason: 'container runtime is down', version: 'v1.37.1', address: '10.20.30.44' },
    ],
    [1210, { type: 'excluded', slot: last, reason: 'its second fan is broken' }],
    [1220, { type: 'address-conflict', address: '10.20.30.47', holder: '00:11:22:33:44:55' }],
    [1300, { type: 'addon-step', addon: 'metrics-server', step: 'failed', error: 'deployment has 0 of 1 pods' }],
    [1400, { type: 'acceptance-started', occasion: 'asked', by: 'wang.li', checks: ['nodes', 'clocks'] }],
    [1461, { type: 'check-ended', ...failing }],
    [1462, { type: 'check-ended', check: 'clocks', result: 'skipped', seconds: 0, facts: [], problems: [] }],
    [1463, { type: 'acceptance-ended', passed: false }],
  ];
  return inputFrom(plan, journalOf(told), change);
}
