// One blade in full: its row, its hardware as its agent told it, and what is served to it now, without the secrets in it.

import { type BladeDetail, bladeView, type DocumentView } from '../../contract/index.ts';
import type { IndexedTable, TableBlade } from '../../domain/boot-table.ts';
import type { OpenRun } from './open-run.ts';

/** What stands where a secret was. */
const mask = '••••••';

/** Tokens stand in documents as they are, and in URLs inside them. */
function masked(text: string, { tokens }: TableBlade): string {
  const secrets = [tokens.live, tokens.installed].filter((token) => token !== '').flatMap((token) => [token, encodeURIComponent(token)]);
  return secrets.reduce((hidden, secret) => hidden.replaceAll(secret, mask), text);
}

/** What is served to this blade by HTTP and by TFTP. */
export const documentsOf = (blade: TableBlade): DocumentView[] => [
  ...Object.entries(blade.documents).map(([name, { contentType, body }]) => ({ name, contentType, body: masked(body, blade) })),
  ...Object.entries(blade.tftp).map(([name, body]) => ({ name, contentType: 'text/plain', body: masked(body, blade) })),
];

const served = (table: IndexedTable, slot: string) => table.blades.find((blade) => blade.slot === slot);

/** Of a slot that the plan has. */
export function bladeDetail({ store, table }: OpenRun, slot: string): BladeDetail {
  const { blade, plan } = store.bladeAt(slot);
  const entry = served(table(), slot);
  const documents = entry ? documentsOf(entry) : [];
  if (!blade.inventory) return { blade: bladeView(blade, plan), documents };
  const { bootId: _, nics, disks, ...hardware } = blade.inventory;
  return { blade: bladeView(blade, plan), inventory: { ...hardware, nics: [...nics], disks: [...disks] }, documents };
}
