// The live system of a blade: the agent that installs it, and what it needs for that.

import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { type CarriedOs, fileUrl, type Home, type Site } from '../site.ts';
import { consoleAccess, sshAccess } from './access.ts';
import { environmentFile } from './environment.ts';
import { modes, type SystemParts } from './parts.ts';

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

/** Empty where the live system brings what it installs. */
const imageSettings = (site: Site, { image }: CarriedOs) => ({
  IMAGE_URL: image ? fileUrl(site, image) : '',
  IMAGE_BYTES: image?.size ?? 0,
  IMAGE_SHA256: image?.sha256 ?? '',
});

/** What the agent reads: whom to call, what to fetch, how to write it. */
const settings = (blade: PlannedBlade, home: Home, site: Site, os: CarriedOs): string =>
  environmentFile({
    HOME_URL: home.url,
    TOKEN: home.token,
    SLOT: blade.slot,
    LAPTOP: site.plan.network.laptop,
    ...imageSettings(site, os),
    INSTALLER: `${os.family.programs}/rackstrap-installer`,
  });

function agentParts(blade: PlannedBlade, home: Home, site: Site, os: CarriedOs): SystemParts {
  const program = `${os.family.programs}/rackstrap-agent`;
  return {
    files: [
      { path: program, mode: modes.program, text: site.programs.agent },
      { path: `${os.family.programs}/rackstrap-installer`, mode: modes.program, text: os.family.installer },
      { path: SETTINGS, mode: modes.secret, text: settings(blade, home, site, os) },
    ],
    units: [{ name: 'rackstrap-agent.service', enabled: true, contents: unit(program) }],
  };
}

/** The system a blade runs from RAM. It carries the token that the agent calls home with. */
export const liveParts = (blade: PlannedBlade, home: Home, site: Site, os: CarriedOs): SystemParts[] => [
  { hostname: blade.hostname },
  sshAccess(site.plan),
  ...(os.family.autologinArgument ? [] : [consoleAccess(site.plan)]),
  os.family.network.live(blade),
  agentParts(blade, home, site, os),
];
