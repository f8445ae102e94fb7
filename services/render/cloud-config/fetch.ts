// Files from the laptop for systems whose config cannot fetch any: one unit that brings them all, started again until it has.

import { environmentFile } from '../system/environment.ts';
import { modes, type RemoteFile, type SystemParts } from '../system/parts.ts';

/** The installed programs know these by name: resources/agent/rackstrap-images removes them when it has all it needs. */
const PROGRAM = '/opt/bin/rackstrap-fetch';
const LIST = '/etc/rackstrap/fetch.list';

/** Twelve attempts, 5 s apart, then the timer starts it anew: nothing at boot waits for the laptop. */
const fetchLine =
  'curl --silent --show-error --fail --retry 12 --retry-delay 5 --retry-connrefused --connect-timeout 10 --speed-limit 1 --speed-time 30 --output "$3.part" "$1"';

/** A path with `.done` beside it was fetched and used up before. */
const program = `#!/bin/sh
# rackstrap-fetch: fetches what this blade needs from the laptop. Each file comes into place only when it is whole and has its checksum.
set -u
umask 077

is_right() { echo "$1  $2" | sha256sum -c - >/dev/null 2>&1; }

fetch() { # URL, SHA-256, path, mode
  [ -e "$3.done" ] && return 0
  is_right "$2" "$3" && return 0
  (umask 022 && mkdir -p "\${3%/*}")
  ${fetchLine} &&
    is_right "$2" "$3.part" && chmod "$4" "$3.part" && mv -f "$3.part" "$3" && return 0
  rm -f "$3.part"
  return 1
}

missing=0
# shellcheck source=/dev/null
. "$1"
exit "$missing"
`;

const service = `[Unit]
Description=Rackstrap: fetches what this blade needs from the laptop
Wants=network-online.target
After=network-online.target
ConditionPathExists=${LIST}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=${PROGRAM} ${LIST}
`;

/** A oneshot service cannot restart itself before systemd 244. */
const timer = `[Unit]
Description=Rackstrap: until all is fetched

[Timer]
OnActiveSec=1s
OnUnitInactiveSec=1min

[Install]
WantedBy=timers.target
`;

/** One call of the program's own function, whatever is in the values. */
const call = ({ url, sha256, path, mode }: RemoteFile): string => {
  const values = { u: url, s: sha256, p: path, m: mode.toString(8) };
  return `${environmentFile(values)}fetch "$u" "$s" "$p" "$m" || missing=1\n`;
};

/** Nothing where nothing is to be fetched. */
export const fetching = (files: readonly RemoteFile[]): SystemParts =>
  files.length === 0
    ? {}
    : {
        files: [
          { path: PROGRAM, mode: modes.program, text: program },
          { path: LIST, mode: modes.readable, text: files.map(call).join('') },
        ],
        units: [
          { name: 'rackstrap-fetch.service', contents: service },
          { name: 'rackstrap-fetch.timer', enabled: true, contents: timer },
        ],
      };
