// What a virtual blade's Ignition fetches at the first boot: each file with its SHA-256 really computed, and its bytes forgotten.

import { askHttp } from '../platform/http-client.ts';
import { sha256 } from '../platform/sha256.ts';
import type { RemoteSource } from './ignition.ts';
import { type Machine, print } from './machine.ts';
import { HTTP_SILENCE_MILLISECONDS } from './net/fetch.ts';
import { backOff } from './pace.ts';

/** Ignition's own pauses between attempts. */
const FIRST_PAUSE_MILLISECONDS = 200;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

/** Undefined when it is whole and right; `again` after a broken connection or 5xx, as Ignition does, else why it is over. */
async function fetchOne(machine: Machine, { url, sha256: wanted }: RemoteSource, from: string): Promise<'again' | string | undefined> {
  try {
    const answer = await askHttp({ method: 'GET', url, from, signal: machine.power, silenceMilliseconds: HTTP_SILENCE_MILLISECONDS });
    const hash = sha256();
    for await (const chunk of answer.body) {
      machine.state.receivedBytes += chunk.length;
      hash.update(chunk);
    }
    if (answer.status !== 200) return answer.status >= 500 ? 'again' : `HTTP ${answer.status} for ${url}`;
    return hash.digest() === wanted ? undefined : `${url} has another checksum`;
  } catch {
    return 'again';
  }
}

/** Every file, one after the other, for as long as the laptop is away; a reason when Ignition would give up, or the power went. */
export async function fetchAll(machine: Machine, files: readonly RemoteSource[], from: string): Promise<string | undefined> {
  for (const file of files) {
    for (let attempt = 0; ; attempt += 1) {
      const trouble = await fetchOne(machine, file, from);
      if (machine.power.aborted) return 'the power went';
      if (trouble === undefined) break;
      if (trouble !== 'again') return trouble;
      await machine.pace.pass(backOff(attempt, FIRST_PAUSE_MILLISECONDS, LONGEST_PAUSE_MILLISECONDS, machine.random), machine.power);
    }
    print(machine, `Ignition wrote ${file.path}`);
  }
  return undefined;
}
