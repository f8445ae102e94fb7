// `rackstrap cluster …`: what is done with the cluster of a run that nobody serves now.

import { checkNames } from '../../../domain/cluster/checks.ts';
import { languages } from '../../../domain/language.ts';
import { type Command, flag, text } from '../entry.ts';
import { handOverCluster } from './hand-over.ts';
import { removeClusterNode, removeReasons } from './remove-node.ts';
import { rollBackRun } from './roll-back.ts';
import { sealCluster } from './seal.ts';
import { clusterStatus } from './status.ts';
import { testCluster } from './test.ts';
import { unplugCluster } from './unplug.ts';

/** The run is opened with them, as `serve` opens it. */
const opening = { bundle: text, state: text, 'accept-untrusted-bundle': flag, 'passphrase-file': text, timeout: text, json: flag } as const;
const usageOfOpening = '--bundle DIR|NAME [--accept-untrusted-bundle] [--state DIR] [--passphrase-file FILE] [--timeout SECONDS] [--json]';

/** Where a cluster is handed over, and for how long its administrator is good. */
export const handingOver = { 'hand-over': text, 'admin-days': text, language: text } as const;
export const usageOfHandOver = `--hand-over DIR [--admin-days N] [--language ${languages.join('|')}]`;

export const clusterCommands: readonly Command[] = [
  {
    words: ['cluster', 'status'],
    usage: `cluster status PLAN ${usageOfOpening}`,
    options: opening,
    positionals: 1,
    run: ([plan = ''], options, output) => clusterStatus(plan, options, output),
  },
  {
    words: ['cluster', 'test'],
    usage: `cluster test PLAN ${usageOfOpening}\n        [--check NAME]… [--cut-leader]   NAME: ${checkNames.join(' ')}`,
    options: { ...opening, check: { ...text, multiple: true }, 'cut-leader': flag },
    positionals: 1,
    run: ([plan = ''], options, output) => testCluster(plan, options, output),
  },
  {
    words: ['cluster', 'unplug'],
    usage: `cluster unplug PLAN ${usageOfOpening}`,
    options: opening,
    positionals: 1,
    run: ([plan = ''], options, output) => unplugCluster(plan, options, output),
  },
  {
    words: ['cluster', 'hand-over'],
    usage: `cluster hand-over PLAN ${usageOfOpening}\n        ${usageOfHandOver}`,
    options: { ...opening, ...handingOver },
    positionals: 1,
    run: ([plan = ''], options, output) => handOverCluster(plan, options, output),
  },
  {
    words: ['cluster', 'seal'],
    usage: `cluster seal PLAN ${usageOfOpening} [--incomplete]`,
    options: { ...opening, incomplete: flag },
    positionals: 1,
    run: ([plan = ''], options, output) => sealCluster(plan, options, output),
  },
  {
    words: ['cluster', 'remove-node'],
    usage: `cluster remove-node PLAN SLOT ${usageOfOpening} --why ${removeReasons.join('|')}`,
    options: { ...opening, why: text },
    positionals: 2,
    run: ([plan = '', slot = ''], options, output) => removeClusterNode(plan, slot, options, output),
  },
  {
    words: ['cluster', 'rollback'],
    usage: `cluster rollback PLAN ${usageOfOpening} [--discard-cluster]`,
    options: { ...opening, 'discard-cluster': flag },
    positionals: 1,
    run: ([plan = ''], options, output) => rollBackRun(plan, options, output),
  },
];
