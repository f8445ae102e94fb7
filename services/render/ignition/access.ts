// Who gets in: SSH keys for the user `core`, and for debugging a shell on every console without a password.

import type { Plan } from '../../domain/plan/plan.ts';
import { sshKeyProblem } from '../../domain/plan/ssh-key.ts';
import type { IgnitionParts } from './config.ts';

/** The empty ExecStart clears the distribution's own line. */
const autologin = (options: string): string => `[Service]
ExecStart=
ExecStart=-/sbin/agetty --autologin core ${options} - $TERM
`;
const consoles = [
  { unit: 'getty@.service', options: '--noclear' },
  { unit: 'serial-getty@.service', options: '--keep-baud 115200,57600,38400,9600' },
];

/** SSH keys for the user every CoreOS-lineage system has. One that the plan's check complains of is left out: it may be more than one line. */
export const sshAccess = ({ access }: Plan): IgnitionParts => ({
  users: [{ name: 'core', sshAuthorizedKeys: access.sshKeys.filter((key) => !sshKeyProblem(key)) }],
});

/** For the installed system, whose kernel line the image decides; the live system is told on its kernel line. */
export const consoleAccess = ({ access }: Plan): IgnitionParts => ({
  units: access.autologin
    ? consoles.map(({ unit, options }) => ({
        name: unit,
        dropins: [{ name: '10-rackstrap-autologin.conf', contents: autologin(options) }],
      }))
    : [],
});
