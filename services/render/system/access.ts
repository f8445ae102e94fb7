// Who gets in: SSH keys for the user `core`, and for debugging a shell on every console without a password.

import type { Plan } from '../../domain/plan/plan.ts';
import { sshKeyProblem } from '../../domain/plan/ssh-key.ts';
import type { SystemParts } from './parts.ts';

/** The empty ExecStart clears the distribution's own line. */
const autologin = (options: string): string => `[Service]
ExecStart=
ExecStart=-/sbin/agetty --autologin core ${options} - $TERM
`;
const consoles = [
  { unit: 'getty@.service', options: '--noclear' },
  { unit: 'serial-getty@.service', options: '--keep-baud 115200,57600,38400,9600' },
];

/** A key that the plan's check complains of is left out: it may be more than one line. */
export const sshAccess = ({ access }: Plan): SystemParts => ({
  sshKeys: access.sshKeys.filter((key) => !sshKeyProblem(key)),
});

/** For systems that are not told on their kernel line: installed ones, whose image decides that, and live ones that know no such argument. */
export const consoleAccess = ({ access }: Plan): SystemParts => ({
  units: access.autologin
    ? consoles.map(({ unit, options }) => ({
        name: unit,
        dropins: [{ name: '10-rackstrap-autologin.conf', contents: autologin(options) }],
      }))
    : [],
});
