// A page printed as PDF by a browser of this machine, headless, which asks nobody for anything.

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, platform } from 'node:process';
import { fileTrouble, isAbsent } from './files.ts';
import { fileUrl } from './paths.ts';
import { runProgram } from './program.ts';

/** Says which browser prints, where there are several or none in its usual place. */
export const browserVariable = 'RACKSTRAP_CHROMIUM';

/** Below each directory of the search path. */
const linuxNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge-stable', 'microsoft-edge'];
const linuxDirectories = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/microsoft/msedge'];
const macNames = ['Chromium', 'Google Chrome', 'Microsoft Edge'];
const windowsPlaces = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];
const windowsRoots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'];

function usualPlaces(): string[] {
  if (platform === 'darwin')
    return ['', homedir()].flatMap((root) => macNames.map((name) => `${root}/Applications/${name}.app/Contents/MacOS/${name}`));
  if (platform === 'win32') return windowsRoots.flatMap((root) => (env[root] ? windowsPlaces.map((place) => join(env[root]!, place)) : []));
  return linuxDirectories.flatMap((directory) => linuxNames.map((name) => `${directory}/${name}`));
}

/** The browser of `RACKSTRAP_CHROMIUM` alone where that is set, else every one in a place where one usually is. */
export const browsers = (): string[] => (env[browserVariable] ? [env[browserVariable]] : usualPlaces()).filter((file) => existsSync(file));

/** A report of a thousand blades takes a minute on two busy cores; a browser that waits for a screen or a keyring takes for ever. */
const usualPatience = 300_000;

/** No profile of anybody's, no name that resolves, nothing of its own to fetch, no question to be asked. Its own script is what prints; the page may have none. */
const quiet = [
  '--headless',
  '--disable-gpu',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--password-store=basic',
  '--use-mock-keychain',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-pdf-header-footer',
  '--generate-pdf-document-outline',
];

/** Chromium's sandbox refuses to start for root, which a laptop that serves ports below 1024 has to be. What it prints is our own page, whose policy allows no script. */
const forRoot = (): string[] => (process.getuid?.() === 0 ? ['--no-sandbox'] : []);

/** What a browser needs of ours to find its own files and those of the system; the rest stays here. */
const handedOn = ['PATH', 'SYSTEMROOT', 'TEMP', 'TMP', 'LOCALAPPDATA', 'APPDATA', 'PROGRAMFILES', 'PROGRAMFILES(X86)', 'LANG'];

function environment(home: string): Record<string, string> {
  const known = handedOn.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { ...Object.fromEntries(known), HOME: home };
}

/** A browser from a snap sees no directory of ours below /tmp. */
const workplaceOf = (browser: string): string => (browser.startsWith('/snap/') ? homedir() : tmpdir());

export type Printed = { readonly pdf: Uint8Array } | { readonly reason: string };

interface Printing {
  readonly browser: string;
  /** Its own, for everything that it writes. */
  readonly directory: string;
  readonly longestMilliseconds: number;
}

async function printedBy({ browser, directory, longestMilliseconds }: Printing, html: string): Promise<Printed> {
  const [page, pdf] = [join(directory, 'page.html'), join(directory, 'page.pdf')];
  await writeFile(page, html, { mode: 0o600 });
  const words = [...quiet, ...forRoot(), `--user-data-dir=${join(directory, 'profile')}`, `--print-to-pdf=${pdf}`, fileUrl(page)];
  const { outcome, stderr } = await runProgram(browser, words, { longestMilliseconds, environment: environment(directory) });
  if (outcome === 'too long') return { reason: `${browser} did not end within ${longestMilliseconds / 1000} s` };
  if (outcome === 'not started') return { reason: `${browser}: ${stderr}` };
  try {
    return { pdf: await readFile(pdf) };
  } catch (error) {
    if (!isAbsent(error)) throw error;
    return { reason: `${browser} wrote no PDF` };
  }
}

/** The page as `browser` prints it, or why it did not, in words. Nothing is left running or lying about. */
export async function printPage(html: string, browser: string, longestMilliseconds = usualPatience): Promise<Printed> {
  let directory: string;
  try {
    directory = await mkdtemp(join(workplaceOf(browser), 'rackstrap-print-'));
  } catch (error) {
    return { reason: fileTrouble(error) };
  }
  try {
    return await printedBy({ browser, directory, longestMilliseconds }, html);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}
