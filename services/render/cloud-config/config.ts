// Cloud-config as coreos-cloudinit reads it, at every boot and after the network is up: for systems that know no Ignition of today.

import { stringify } from 'yaml';
import type { ConfigWriter, SystemFile, SystemParts, SystemUnit } from '../system/parts.ts';
import { fetching } from './fetch.ts';

const file = ({ path, mode, text }: SystemFile) => ({
  path,
  owner: 'root:root',
  permissions: `0${mode.toString(8)}`,
  content: text.toWellFormed(),
});

/** It runs after the system's own units: what is enabled has to be started as well. */
const unit = ({ name, enabled, mask, contents, dropins }: SystemUnit) => ({
  name,
  ...(mask ? { mask } : {}),
  ...(contents === undefined ? {} : { content: contents }),
  ...(dropins ? { 'drop-ins': dropins.map(({ name: of, contents: content }) => ({ name: of, content })) } : {}),
  ...(enabled ? { enable: true, command: 'start' } : {}),
});

/** Directory → the service that has read it by then. */
const readBefore = [
  ['/etc/systemd/network/', 'systemd-networkd.service'],
  ['/etc/systemd/timesyncd.conf.d/', 'systemd-timesyncd.service'],
  ['/etc/modules-load.d/', 'systemd-modules-load.service'],
  ['/etc/sysctl.d/', 'systemd-sysctl.service'],
  ['/etc/containerd/', 'containerd.service'],
] as const;

const readAgain = (files: readonly SystemFile[]) =>
  readBefore
    .filter(([directory]) => files.some(({ path }) => path.startsWith(directory)))
    .map(([, name]) => ({ name, command: 'restart' as const }));

/** The services that read their files again come first: what is started after them may need the network. */
function unitsOf(parts: readonly SystemParts[], files: readonly SystemFile[]) {
  const own = parts.flatMap(({ units = [] }) => units).map(unit);
  const restarts = readAgain(files).map((restart) => ({ ...own.find(({ name }) => name === restart.name), ...restart }));
  return [...restarts, ...own.filter(({ name }) => !restarts.some((restart) => restart.name === name))];
}

/** The cloud-config that has all of `parts`; files of the laptop are fetched by a unit of their own. */
export function cloudConfig(given: readonly SystemParts[]): string {
  const parts = [...given, fetching(given.flatMap(({ remoteFiles = [] }) => remoteFiles))];
  const files = parts.flatMap((one) => one.files ?? []);
  const hostname = parts.find((one) => one.hostname !== undefined)?.hostname;
  const config = {
    ...(hostname === undefined ? {} : { hostname }),
    ssh_authorized_keys: parts.flatMap(({ sshKeys = [] }) => sshKeys),
    write_files: files.map(file),
    coreos: { units: unitsOf(parts, files) },
  };
  return `#cloud-config\n${stringify(config, { version: '1.1', lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false })}`;
}

export const cloudConfigWriter: ConfigWriter = { extension: 'yaml', contentType: 'text/cloud-config; charset=utf-8', write: cloudConfig };
