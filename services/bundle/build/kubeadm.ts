// Asks a kubeadm which images its cluster is made of, instead of keeping a list that is wrong with the next release.

import { type Arch, arches } from '../../domain/bundle.ts';
import { problem, Refusal } from '../../domain/problem.ts';
import { copyProgram, type Ended, runProgram } from '../../platform/program.ts';
import { parseReference } from './registry/reference.ts';
import type { Fetch } from './source.ts';

/** What this laptop is, as Node calls it: `linux`, `x64`. */
export interface Machine {
  readonly platform: string;
  readonly cpu: string;
}

export interface AskKubeadm {
  /** `1.37.1` */
  readonly version: string;
  /** The file of this version's kubeadm for Linux on `arch`, proved; it need not be one the bundle carries. */
  readonly kubeadm: (arch: Arch) => Promise<string>;
  readonly machine: Machine;
}

/** It only fills in a template; seconds are for a laptop whose virus scanner reads all of it first. */
const longestMilliseconds = 60_000;
/** Where nobody listens: whatever it might want from the network, it gets an answer at once, and the same one everywhere. */
const nobody = 'http://127.0.0.1:9';
const environment = { HTTPS_PROXY: nobody, HTTP_PROXY: nobody, NO_PROXY: '', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' };

const cpus: Readonly<Record<string, Arch>> = { x64: 'amd64', arm64: 'arm64' };

/** Its last line of trouble, without the hint at more verbosity. */
function reasonOf({ stderr, outcome }: Ended): string {
  const line = stderr.split('\n').find((one) => one.startsWith('error')) ?? stderr.trim().split('\n').at(-1);
  return line?.replace(/^error( execution phase [^:]*)?: /, '') || outcome;
}

/** One image a line; anything else is no answer. */
function imagesIn(stdout: string): string[] | undefined {
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.length > 0 && lines.every((line) => parseReference(line)) ? lines : undefined;
}

/** The architecture of the kubeadm that this machine can run. */
function ownArch({ platform, cpu }: Machine): Arch | undefined {
  return platform === 'linux' ? arches.find((arch) => arch === cpus[cpu]) : undefined;
}

/** References of every image that this version's control plane and nodes run. Rejects with a Refusal where it cannot be asked. */
export async function kubeadmImages(fetch: Fetch, { version, kubeadm, machine }: AskKubeadm): Promise<string[]> {
  const arch = ownArch(machine);
  if (!arch) throw new Refusal(problem('kubeadm-not-run', { version, reason: `this is ${machine.platform} on ${machine.cpu}` }));
  const program = fetch.scratch(`kubeadm-${version}-${arch}`);
  await copyProgram(await kubeadm(arch), program);
  const words = ['config', 'images', 'list', '--kubernetes-version', `v${version}`];
  const ended = await runProgram(program, words, { longestMilliseconds, environment });
  if (ended.outcome === 'not started') throw new Refusal(problem('kubeadm-not-run', { version, reason: ended.stderr }));
  const images = ended.outcome === 'done' ? imagesIn(ended.stdout) : undefined;
  if (!images) throw new Refusal(problem('kubeadm-images', { version, reason: reasonOf(ended) }));
  return images;
}
