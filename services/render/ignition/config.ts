// Ignition configs, spec 3: the parts of a system as the JSON that it applies once, at its first boot.

import type { ConfigWriter, RemoteFile, SystemFile, SystemParts } from '../system/parts.ts';
import { modes } from '../system/parts.ts';

/** RFC 2397, percent-encoded rather than base64: people review these. */
const dataUrl = (text: string): string => `data:,${encodeURIComponent(text.toWellFormed())}`;

// Modes are decimal numbers in JSON. Without `overwrite` Ignition refuses to replace what the image brings, such as /etc/hosts.
const file = ({ path, mode, text }: SystemFile) => ({ path, mode, overwrite: true, contents: { source: dataUrl(text) } });

/** Asked for again for as long as the laptop is away (5xx or no answer); any other checksum is fatal. */
const remoteFile = ({ path, mode, url, sha256 }: RemoteFile) => ({
  path,
  mode,
  overwrite: true,
  contents: { source: url, verification: { hash: `sha256-${sha256}` } },
});

const nameFile = ({ hostname }: SystemParts): SystemFile[] =>
  hostname === undefined ? [] : [{ path: '/etc/hostname', mode: modes.readable, text: `${hostname}\n` }];

/** The config of spec `version` that has all of `parts`, in their order. */
export function ignitionConfig(version: string, parts: readonly SystemParts[]): string {
  const files = parts.flatMap((one) => [...nameFile(one), ...(one.files ?? [])]).map(file);
  const config = {
    ignition: { version },
    passwd: { users: [{ name: 'core', sshAuthorizedKeys: parts.flatMap(({ sshKeys = [] }) => sshKeys) }] },
    storage: { files: [...files, ...parts.flatMap(({ remoteFiles = [] }) => remoteFiles).map(remoteFile)] },
    systemd: { units: parts.flatMap(({ units = [] }) => units) },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** Writes configs of this spec, which every release of a family has to take. */
export const ignitionWriter = (version: string): ConfigWriter => ({
  extension: 'ign',
  contentType: 'application/vnd.coreos.ignition+json',
  write: (parts) => ignitionConfig(version, parts),
});
