// The words that run our relay as a program of its own.

import { fileURLToPath } from 'node:url';

/** What the relay, or any program of this laptop that starts it, is given of our environment; in the desktop's shell it has to be told to be Node. */
export const relayEnvironment = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(['PATH', 'SystemRoot', 'TEMP'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  ELECTRON_RUN_AS_NODE: '1',
});

/** Carries a connection to the socket at `path`. A warning on its standard error would reach the far side as well. */
export const relayCommand = (path: string): string[] => [
  process.execPath,
  '--no-warnings',
  fileURLToPath(new URL('./relay.ts', import.meta.url)),
  path,
];
