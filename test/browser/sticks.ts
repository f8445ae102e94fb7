// A directory that stands in for a stick: plugged in for the appliance alone, in a mount namespace of its own.

import { execFileSync } from 'node:child_process';
import type { Practice } from './practice.ts';

/** Where people mount what is plugged in, and where nothing of this machine has to be made for it. */
export const stickPlace = '/mnt';

/** What the appliance is started by, so that what is plugged in for it is plugged in for nobody else. */
export const withOwnMounts = ['unshare', '--mount', '--propagation', 'private'] as const;

const inside = ({ pid }: Practice, ...words: string[]) => execFileSync('nsenter', ['--target', String(pid), '--mount', ...words]);

export const plugIn = (practice: Practice, directory: string) => inside(practice, 'mount', '--bind', directory, stickPlace);
/** Also while it is read from. */
export const pullOut = (practice: Practice) => inside(practice, 'umount', '--lazy', stickPlace);

/** Mounting is root's. */
export const mayMount = (): boolean => process.getuid?.() === 0;
