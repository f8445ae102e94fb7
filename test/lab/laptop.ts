// The laptop of the lab before anything is served: it trusts whoever built the bundle, and imports it from a stick.

import { type LabBundle, stickWith } from './bundle.ts';
import { rackstrap } from './cli.ts';
import { say, type Undo } from './rack.ts';

/** Into each of these state directories; then the stick is pulled out, and what is served is the laptop's own. @throws Error with Rackstrap's words */
export async function importBundle(bundle: LabBundle, states: readonly string[], undo: Undo): Promise<void> {
  const stick = stickWith(bundle);
  undo.push(stick.pullOut);
  for (const state of states) {
    await rackstrap('bundle', 'trust', bundle.keyFile, '--yes', '--state', state);
    await rackstrap('bundle', 'import', stick.directory, '--state', state);
  }
  stick.pullOut();
  say(`${bundle.id} is imported, and the stick pulled out`);
}
