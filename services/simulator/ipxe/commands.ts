// The iPXE commands a virtual blade understands. Any other is an error on its console, as a build without that command gives.

import { isIpxeScript } from './parse.ts';
import type { Settings } from './settings.ts';

/** A file in iPXE's memory. Only a script's text is kept; of the rest the length is enough. */
export interface IpxeImage {
  readonly url: string;
  readonly size: number;
  readonly text?: string;
}

/** Somebody at the console. */
export interface Hand {
  /** The item to take of a menu; undefined leaves it alone. */
  chooses(items: readonly string[]): string | undefined;
  /** Whether a prompt for this key (undefined: any) gets it. */
  presses(key: string | undefined): boolean;
}

/** What a script's commands act on. */
export interface IpxeHost {
  readonly platform: 'pcbios' | 'efi';
  readonly signal: AbortSignal;
  print(line: string): void;
  /** Lets blade milliseconds pass. */
  pass(milliseconds: number): Promise<void>;
  /** The file at `url`; undefined, with a line on the console, when it cannot be had. */
  fetch(url: string): Promise<IpxeImage | undefined>;
  /** Whether the n-th disk, from 0, has something to boot. */
  diskBoots(index: number): boolean;
  /** Takes an address anew; the settings that came with it, undefined when none was given. */
  renew(): Promise<Settings | undefined>;
  /** Nobody where there is none. */
  readonly hand?: Hand;
}

export interface ScriptState {
  readonly url: string;
  readonly settings: Settings;
  readonly images: Map<string, { readonly image: IpxeImage; readonly args: string }>;
  selected?: string;
  items: string[];
  /** Runs another script inside this one, with its settings. */
  run(text: string, url: string): Promise<IpxeEnding>;
}

/** A command either is done or failed, jumps within the script, puts another in its place, or ends iPXE. */
export type Outcome =
  | 'done'
  | 'failed'
  | { readonly goto: string }
  | { readonly script: string; readonly url: string }
  | { readonly end: 'kernel'; readonly url: string; readonly args: string; readonly initrds: readonly string[] }
  | { readonly end: 'loader'; readonly url: string }
  | { readonly end: 'exit'; readonly status: number }
  | { readonly end: 'disk'; readonly index: number }
  | { readonly end: 'reboot' }
  | { readonly end: 'power-off' }
  | { readonly end: 'failed'; readonly reason: string };

/** What comes after iPXE. */
export type IpxeEnding = Extract<Outcome, { readonly end: string }>;

export type Command = (args: readonly string[], state: ScriptState, host: IpxeHost) => Outcome | Promise<Outcome>;

/** Options that take a value; all others are flags. */
const valued = ['-n', '--name', '-t', '--timeout', '-d', '--drive', '-k', '--key', '--default', '-f', '--filename'];

interface Words {
  readonly options: ReadonlyMap<string, string>;
  readonly plain: readonly string[];
}

/** Options come before the first plain word; kernel arguments that look like options are left alone. */
function splitOptions(args: readonly string[]): Words {
  const options = new Map<string, string>();
  let index = 0;
  while (args[index]?.startsWith('-')) {
    const name = args[index]!;
    const takes = valued.includes(name);
    options.set(name, takes ? (args[index + 1] ?? '') : '');
    index += takes ? 2 : 1;
  }
  return { options, plain: args.slice(index) };
}

const resolved = (url: string, state: ScriptState): string => new URL(url, state.url).href;
const nameOf = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';

/** Fetches an image under its name (the last part of the URL unless given) and, for a kernel, selects it. */
const load =
  (select: boolean): Command =>
  async (args, state, host) => {
    const { options, plain } = splitOptions(args);
    const [given, ...rest] = plain;
    if (!given) return 'failed';
    const url = resolved(given, state);
    const image = await host.fetch(url);
    if (!image) return 'failed';
    const name = options.get('--name') ?? options.get('-n') ?? nameOf(url);
    state.images.set(name, { image, args: rest.join(' ') });
    if (select) state.selected = name;
    return 'done';
  };

const bootSelected: Command = (_, state, host) => {
  const kernel = state.images.get(state.selected ?? '');
  if (!kernel) {
    host.print('boot: no image is selected');
    return 'failed';
  }
  const initrds = [...state.images].filter(([name]) => name !== state.selected).map(([name]) => name);
  return { end: 'kernel', url: kernel.image.url, args: kernel.args, initrds };
};

/** A script comes back with its own result unless it hands over or, with --replace, never; anything else takes the machine. */
const chain: Command = async (args, state, host) => {
  const { options, plain } = splitOptions(args);
  if (!plain[0]) return 'failed';
  const url = resolved(plain[0], state);
  const image = await host.fetch(url);
  if (!image) return 'failed';
  if (!image.text || !isIpxeScript(image.text)) return { end: 'loader', url };
  if (options.has('--replace') || options.has('-r')) return { script: image.text, url };
  const ending = await state.run(image.text, url);
  if (ending.end === 'failed') host.print(ending.reason);
  if (ending.end === 'exit') return ending.status === 0 ? 'done' : 'failed';
  return ending.end === 'failed' ? 'failed' : ending;
};

/** BIOS counts disks from here. */
const FIRST_DRIVE = 0x80;

const sanboot: Command = (args, _, host) => {
  const drive = Number(splitOptions(args).options.get('--drive') ?? FIRST_DRIVE);
  if (host.platform === 'efi') host.print('sanboot: a UEFI build knows no BIOS drive numbers');
  else if (host.diskBoots(drive - FIRST_DRIVE)) return { end: 'disk', index: drive - FIRST_DRIVE };
  else host.print(`sanboot: nothing to boot on drive 0x${drive.toString(16)}`);
  return 'failed';
};

/** How soon somebody finds the key. */
const handMilliseconds = 1_000;

/** With nobody at the keyboard a prompt or a menu waits out its time, then takes the default. */
const waitOutKeyboard = async (options: Words['options'], host: IpxeHost): Promise<boolean> => {
  const milliseconds = Number(options.get('--timeout') ?? options.get('-t') ?? Number.NaN);
  if (Number.isNaN(milliseconds)) host.print('waits for a key, and nobody is at this simulated console');
  else await host.pass(milliseconds);
  return !Number.isNaN(milliseconds);
};

const choose: Command = async (args, state, host) => {
  const { options, plain } = splitOptions(args);
  const taken = host.hand?.chooses(state.items);
  if (taken !== undefined) await host.pass(handMilliseconds);
  else if (!(await waitOutKeyboard(options, host))) return 'failed';
  const choice = taken ?? options.get('--default') ?? state.items[0];
  if (!choice || !plain[0]) return 'failed';
  state.settings.set(plain[0], choice);
  return 'done';
};

const renew: Command = async (_, { settings }, host) => {
  const given = await host.renew();
  for (const [name, value] of given ?? []) settings.set(name, value);
  return isTrue(given !== undefined);
};

const done: Command = () => 'done';
const isTrue = (truth: boolean): Outcome => (truth ? 'done' : 'failed');

export const commands: Readonly<Record<string, Command>> = {
  set: ([name = '', ...value], { settings }) => {
    settings.set(name, value.join(' '));
    return 'done';
  },
  clear: ([name = ''], { settings }) => isTrue(settings.delete(name)),
  inc: ([name = '', by = '1'], { settings }) => {
    settings.set(name, String(Number(settings.get(name) ?? 0) + Number(by)));
    return 'done';
  },
  isset: ([value = '']) => isTrue(value !== ''),
  iseq: ([one, other]) => isTrue(one === other),
  goto: ([label = '']) => ({ goto: label }),
  exit: ([status = '0']) => ({ end: 'exit', status: Number(status) }),
  echo: (args, _, host) => {
    host.print(args.join(' '));
    return 'done';
  },
  sleep: async ([seconds = '0'], _, host): Promise<Outcome> => {
    await host.pass(Number(seconds) * 1000);
    return 'done';
  },
  prompt: async (args, _, host): Promise<Outcome> => {
    const { options, plain } = splitOptions(args);
    host.print(plain.join(' '));
    if (host.hand?.presses(options.get('--key') ?? options.get('-k'))) return 'done';
    await waitOutKeyboard(options, host);
    return 'failed';
  },
  menu: (_, state) => {
    state.items = [];
    return 'done';
  },
  item: (args, state) => {
    const { options, plain } = splitOptions(args);
    if (!options.has('--gap') && plain[0]) state.items.push(plain[0]);
    return 'done';
  },
  choose,
  kernel: load(true),
  initrd: load(false),
  imgfetch: load(false),
  imgfree: (_, state) => {
    state.images.clear();
    return 'done';
  },
  boot: (args, state, host) => (splitOptions(args).plain.length > 0 ? chain(args, state, host) : bootSelected(args, state, host)),
  chain,
  sanboot,
  reboot: () => ({ end: 'reboot' }),
  poweroff: () => ({ end: 'power-off' }),
  // The virtual NIC is open and has its lease by the time a script runs; asking again may bring another.
  ifopen: done,
  ifconf: renew,
  dhcp: renew,
};
