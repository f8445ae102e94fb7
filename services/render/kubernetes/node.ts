// What an installed blade needs to become a Kubernetes node: programs, containerd, the kubelet, and the images it runs, all from the laptop.

import type { Part } from '../../domain/bundle.ts';
import type { Plan, PlannedBlade } from '../../domain/plan/plan.ts';
import { type CarriedOs, fileName, fileUrl, type Home, type Site } from '../site.ts';
import { environmentFile } from '../system/environment.ts';
import { modes, type RemoteFile, type SystemParts } from '../system/parts.ts';
import { clusterParts } from './cluster.ts';
import { cniDirectory, containerdParts, containerdSocket } from './containerd.ts';
import { kernelParts, kubeletParts } from './kubelet.ts';
import { type NodeSelection, selectionFor } from './selection.ts';

/** There until all images are in and the laptop knows, or was told for an hour without hearing. */
export const imagesSettings = '/etc/rackstrap/images.env';
const LIST = '/etc/rackstrap/images.list';
const UNIT = 'rackstrap-images.service';
/** Where archives lie until they are imported. */
const ARCHIVES = '/var/lib/rackstrap';

const archivePath = (part: Part): string => `${ARCHIVES}/${fileName(part)}`;

const fetched = (site: Site, part: Part, path: string, mode: number): RemoteFile => ({
  path,
  mode,
  url: fileUrl(site, part),
  sha256: part.sha256,
});

function remoteFiles(site: Site, { programs, cniPlugins, images }: NodeSelection, directory: string): RemoteFile[] {
  return [
    ...programs.map((part) => fetched(site, part, `${directory}/${fileName(part)}`, modes.program)),
    ...(cniPlugins ? [fetched(site, cniPlugins, archivePath(cniPlugins), modes.readable)] : []),
    ...images.map((part) => fetched(site, part, archivePath(part), modes.readable)),
  ];
}

/** Nothing waits for it, and it waits for whatever is not there yet. */
const unit = (program: string): string => `[Unit]
Description=Rackstrap: brings in the container images of this blade
After=containerd.service
ConditionPathExists=${imagesSettings}
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=${program} ${imagesSettings}
Restart=on-failure
RestartSec=15

[Install]
WantedBy=multi-user.target
`;

function importParts(home: Home, site: Site, { family }: CarriedOs, { cniPlugins, images }: NodeSelection): SystemParts {
  const program = `${family.programs}/rackstrap-images`;
  const settings = environmentFile({
    HOME_URL: home.url,
    TOKEN: home.token,
    UNIT,
    LIST,
    CONTAINERD: containerdSocket,
    CNI_ARCHIVE: cniPlugins ? archivePath(cniPlugins) : '',
    CNI_DIRECTORY: cniDirectory,
  });
  const list = images.map((part) => `${archivePath(part)} ${part.image.reference}\n`).join('');
  return {
    files: [
      { path: program, mode: modes.program, text: site.programs.images },
      { path: imagesSettings, mode: modes.secret, text: settings },
      { path: LIST, mode: modes.readable, text: list },
    ],
    units: [{ name: UNIT, enabled: true, contents: unit(program) }],
  };
}

/** The family of an address or range: no IPv4 has a colon. */
const podsSpeakSix = ({ network: { pods = [] } }: Plan): boolean => [pods].flat().some((range) => range.includes(':'));

/** Nothing while plan or bundle have no Kubernetes. */
export function nodeParts(blade: PlannedBlade, home: Home, site: Site, os: CarriedOs): SystemParts[] {
  const selection = selectionFor(blade, site);
  if (!selection) return [];
  const { family } = os;
  return [
    { remoteFiles: remoteFiles(site, selection, family.programs) },
    kernelParts(podsSpeakSix(site.plan)),
    family.network.pods,
    containerdParts(family.node, selection.sandbox, site.plan),
    kubeletParts(family),
    importParts(home, site, os, selection),
    ...(site.keys ? clusterParts(blade, home, site, os, { keys: site.keys, images: imagesSettings }) : []),
  ];
}
