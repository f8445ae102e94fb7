// The OS image on its way into a virtual blade's RAM: resumed where it broke off, and its SHA-256 really computed.

import { askHttp } from '../../platform/http-client.ts';
import { type Sha256, sha256 } from '../../platform/sha256.ts';
import { type Machine, print } from '../machine.ts';
import { HTTP_SILENCE_MILLISECONDS } from '../net/fetch.ts';
import { backOffSeconds } from './home.ts';

export interface Image {
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Downloads with a wrong checksum before the laptop's copy is taken to be damaged, as in the agent. */
const MOST_MISMATCHES = 5;

interface Arriving {
  have: number;
  hash: Sha256;
}

const nothingYet = (): Arriving => ({ have: 0, hash: sha256() });

/** Fetches what is still missing; throws where the download breaks off. The bytes are hashed and forgotten: 512 blades share this laptop's RAM. */
async function fetchOn(machine: Machine, image: Image, from: string, arriving: Arriving, onBytes: (have: number) => void): Promise<void> {
  const headers: Record<string, string> = arriving.have > 0 ? { range: `bytes=${arriving.have}-` } : {};
  const ask = {
    method: 'GET',
    url: image.url,
    from,
    headers,
    signal: machine.power,
    silenceMilliseconds: HTTP_SILENCE_MILLISECONDS,
  } as const;
  const answer = await askHttp(ask);
  if (answer.status !== 200 && !(answer.status === 206 && answer.header('content-range')?.startsWith(`bytes ${arriving.have}-`))) {
    for await (const _ of answer.body) break;
    throw new Error(`HTTP ${answer.status}`);
  }
  // The whole again, from a server that cannot resume.
  if (answer.status === 200) Object.assign(arriving, nothingYet());
  for await (const chunk of answer.body) {
    arriving.hash.update(chunk);
    arriving.have += chunk.length;
    machine.state.receivedBytes += chunk.length;
    onBytes(arriving.have);
  }
}

/** Whole and with the right checksum; a reason when the laptop's copy is damaged or the power went. */
export async function fetchImage(
  machine: Machine,
  image: Image,
  from: string,
  onBytes: (have: number) => void,
): Promise<{ readonly failed: string } | undefined> {
  let arriving = nothingYet();
  let mismatches = 0;
  for (let attempt = 1; !machine.power.aborted; attempt += 1) {
    const before = arriving.have;
    try {
      if (arriving.have < image.bytes) await fetchOn(machine, image, from, arriving, onBytes);
      if (arriving.have === image.bytes && arriving.hash.digest() === image.sha256) return undefined;
      mismatches += 1;
      arriving = nothingYet();
      print(machine, `the image arrived damaged (${mismatches} of at most ${MOST_MISMATCHES} times)`);
      if (mismatches === MOST_MISMATCHES)
        return { failed: "the image does not have the checksum of the bundle's manifest. Nothing was written." };
    } catch (cause) {
      if (arriving.have > before) attempt = 1;
      print(machine, `the download was cut (${(cause as Error).message}); trying again`);
    }
    await machine.pace.pass(backOffSeconds(attempt, machine.random) * 1000, machine.power);
  }
  return { failed: 'the power went' };
}
