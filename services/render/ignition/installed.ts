// Ignition of the installed system: its own name and address for good, and one call home that leaves nothing behind.

import type { PlannedBlade } from '../../domain/plan/plan.ts';
import type { StaticNetwork } from '../family/family.ts';
import type { CarriedOs, Site } from '../site.ts';
import { consoleAccess, sshAccess } from './access.ts';
import { type IgnitionParts, ignitionConfig, modes } from './config.ts';
import { environmentFile } from './environment.ts';

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

function homeParts(homeUrl: string, token: string, site: Site, { family }: CarriedOs): IgnitionParts {
  const program = `${family.programs}/rackstrap-home`;
  const settings = environmentFile({
    HOME_URL: homeUrl,
    TOKEN: token,
    LAPTOP: site.plan.network.laptop,
    UNIT,
    CONFIG_LABEL: family.installedConfig.filesystemLabel,
    CONFIG_FILE: family.installedConfig.file,
  });
  return {
    files: [
      { path: program, mode: modes.program, text: site.home },
      { path: SETTINGS, mode: modes.secret, text: settings },
    ],
    units: [{ name: UNIT, enabled: true, contents: unit(program) }],
  };
}

const nameParts = (hostname: string, hosts: string): IgnitionParts => ({
  files: [
    { path: '/etc/hostname', mode: modes.readable, text: `${hostname}\n` },
    { path: '/etc/hosts', mode: modes.readable, text: hosts },
  ],
});

export interface InstalledBlade {
  readonly blade: PlannedBlade;
  readonly network: StaticNetwork;
  /** The text of /etc/hosts. */
  readonly hosts: string;
  readonly homeUrl: string;
  readonly token: string;
}

/** The config the installer leaves on the disk for the first boot. */
export const installedIgnition = ({ blade, network, hosts, homeUrl, token }: InstalledBlade, site: Site, os: CarriedOs): string =>
  ignitionConfig(os.family.ignitionVersion, [
    sshAccess(site.plan),
    consoleAccess(site.plan),
    nameParts(blade.hostname, hosts),
    os.family.installedNetwork(network),
    os.family.updates(site.plan.updates.automatic),
    homeParts(homeUrl, token, site, os),
  ]);
