// A real Chromium: no profile, and no other machine asked for anything.

import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executable = '/usr/bin/chromium';
/** In words, or undefined when there is one. */
export const missingBrowser = (): string | undefined => (existsSync(executable) ? undefined : 'needs chromium');

/** Nothing is looked for outside of this machine. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The smallest screen that the console is made for. */
export const smallest = { width: 1280, height: 720 };

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath: executable, args });
