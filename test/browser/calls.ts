// Calls of the console beside the page, to bring the appliance where a test begins.

import { join } from 'node:path';
import type { CallName, CallOutput, CallRequest } from '../../services/contract/index.ts';
import type { Practice } from './practice.ts';

/** Throws with the problems of a call that was refused. */
export async function call<Name extends CallName>({ url }: Practice, name: Name, input: CallRequest<Name>): Promise<CallOutput<Name>> {
  const { origin, searchParams } = new URL(url);
  const response = await fetch(`${origin}/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${searchParams.get('token')}` },
    body: JSON.stringify(input),
  });
  const body = (await response.json()) as CallOutput<Name>;
  if (!response.ok) throw new Error(`${name}: ${JSON.stringify(body)}`);
  return body;
}

export const practiceBundle = ({ directory }: Practice): string => join(directory, 'bundles', 'practice');
