// Ignition of the live system: the agent that installs this blade, and what it needs for that.

import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { type CarriedOs, fileUrl, type Site } from '../site.ts';
import { sshAccess } from './access.ts';
import { type IgnitionParts, ignitionConfig, modes } from './config.ts';
import { environmentFile } from './environment.ts';

const SETTINGS = '/etc/rackstrap/agent.env';

/** The agent waits and tries again by itself, so this restart is for a crash; it ends well only when there is nothing left for it to do. */
const unit = (program: string): string => `[Unit]
Description=Rackstrap: installs this blade
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
ExecStart=${program} ${SETTINGS}
Restart=on-failure
RestartSec=15
StandardOutput=journal+console
StandardError=journal+console

[Install]
WantedBy=multi-user.target
`;

/** What the agent reads: whom to call, what to fetch, how to write it. */
const settings = (blade: PlannedBlade, homeUrl: string, token: string, site: Site, { family, image }: CarriedOs): string =>
  environmentFile({
    HOME_URL: homeUrl,
    TOKEN: token,
    SLOT: blade.slot,
    LAPTOP: site.plan.network.laptop,
    IMAGE_URL: fileUrl(site, image),
    IMAGE_BYTES: image.size,
    IMAGE_SHA256: image.sha256,
    INSTALLER: `${family.programs}/rackstrap-installer`,
  });

function agentParts(blade: PlannedBlade, homeUrl: string, token: string, site: Site, os: CarriedOs): IgnitionParts {
  const program = `${os.family.programs}/rackstrap-agent`;
  return {
    files: [
      { path: '/etc/hostname', mode: modes.readable, text: `${blade.hostname}\n` },
      { path: program, mode: modes.program, text: site.agent },
      { path: `${os.family.programs}/rackstrap-installer`, mode: modes.program, text: os.family.installer },
      { path: SETTINGS, mode: modes.secret, text: settings(blade, homeUrl, token, site, os) },
    ],
    units: [{ name: 'rackstrap-agent.service', enabled: true, contents: unit(program) }],
  };
}

/** The config of the system a blade runs from RAM. It carries the token that the agent calls `homeUrl` with. */
export const liveIgnition = (blade: PlannedBlade, homeUrl: string, token: string, site: Site, os: CarriedOs): string =>
  ignitionConfig(os.family.ignitionVersion, [
    sshAccess(site.plan),
    agentParts(blade, homeUrl, token, site, os),
    os.family.liveNetwork(blade),
  ]);
