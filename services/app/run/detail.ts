// One blade in full: its row, its hardware as its agent told it, and what is served to it now, without the secrets in it.

import { type BladeDetail, bladeView, type DocumentView } from '../../contract/index.ts';
import type { TableBlade } from '../../domain/boot-table.ts';
import { documentsOf, secretMask } from '../plans/index.ts';
import type { OpenRun } from './open-run.ts';

/** Tokens stand in documents as they are, and encoded in the URLs inside them. */
function maskedDocuments(entry: TableBlade): DocumentView[] {
  const tokens = Object.values(entry.tokens).filter((token) => token !== '');
  const secrets = tokens.flatMap((token) => [token, encodeURIComponent(token)]);
  const masked = (text: string) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, secretMask), text);
  const shown = (name: string, body: string) => (entry.documents[name]?.kind === 'secrets' ? secretMask : masked(body));
  return documentsOf(entry).map((document) => ({ ...document, body: shown(document.name, document.body) }));
}

/** Of a slot that the plan has. */
export function bladeDetail({ store, table }: OpenRun, slot: string): BladeDetail {
  const { blade, plan } = store.bladeAt(slot);
  const entry = table().blades.find((one) => one.slot === slot);
  const shown = { blade: bladeView(blade, plan), documents: entry ? maskedDocuments(entry) : [] };
  if (!blade.inventory) return shown;
  const { bootId: _, nics, disks, ...hardware } = blade.inventory;
  return { ...shown, inventory: { ...hardware, nics: [...nics], disks: [...disks] } };
}
