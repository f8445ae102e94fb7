// The installed system of a blade: its own name and address for good, what a node runs, and calls home that leave nothing behind.

import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { clusterSettings } from '../kubernetes/cluster.ts';
import { imagesSettings, nodeParts } from '../kubernetes/node.ts';
import type { CarriedOs, Home, Site } from '../site.ts';
import { consoleAccess, sshAccess } from './access.ts';
import { environmentFile } from './environment.ts';
import { modes, type SystemParts } from './parts.ts';

const SETTINGS = '/etc/rackstrap/home.env';
const UNIT = 'rackstrap-home.service';

/** Not `oneshot`, which would hold back everything ordered after multi-user.target for as long as it tries. */
const unit = (program: string): string => `[Unit]
Description=Rackstrap: reports once that this blade is up
Wants=network-online.target
After=network-online.target
ConditionPathExists=${SETTINGS}

[Service]
Type=exec
ExecStart=${program} ${SETTINGS}

[Install]
WantedBy=multi-user.target
`;

/** Each of `needs` is there for as long as another of our programs has work that a config read at every boot could bring back. */
function homeParts(home: Home, site: Site, { family }: CarriedOs, needs: readonly string[]): SystemParts {
  const { filesystemLabel, file, readAtEveryBoot } = family.installedConfig;
  const program = `${family.programs}/rackstrap-home`;
  const settings = environmentFile({
    HOME_URL: home.url,
    TOKEN: home.token,
    LAPTOP: site.plan.network.laptop,
    UNIT,
    CONFIG_LABEL: filesystemLabel,
    CONFIG_FILE: file,
    WAIT_FOR: readAtEveryBoot ? needs.join(' ') : '',
  });
  return {
    files: [
      { path: program, mode: modes.program, text: site.programs.home },
      { path: SETTINGS, mode: modes.secret, text: settings },
    ],
    units: [{ name: UNIT, enabled: true, contents: unit(program) }],
  };
}

export interface InstalledBlade {
  readonly blade: PlannedBlade;
  readonly network: SystemParts;
  /** The text of /etc/hosts. */
  readonly hosts: string;
  readonly home: Home;
}

/** What the installer leaves on the disk for the first boot. */
export function installedParts({ blade, network, hosts, home }: InstalledBlade, site: Site, os: CarriedOs): SystemParts[] {
  const node = nodeParts(blade, home, site, os);
  return [
    { hostname: blade.hostname },
    sshAccess(site.plan),
    consoleAccess(site.plan),
    { files: [{ path: '/etc/hosts', mode: modes.readable, text: hosts }] },
    network,
    os.family.updates(site.plan.updates.automatic),
    ...node,
    homeParts(home, site, os, node.length > 0 ? [imagesSettings, clusterSettings] : []),
  ];
}
