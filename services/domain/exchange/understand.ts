// Any list of machines: a dhcpd.conf where it looks like one, else a table.

import { readDhcpd } from './isc-dhcpd/read.ts';
import type { Reading } from './machines.ts';
import { type TableOptions, type Understood, understandTable } from './table.ts';

/** A table says how its columns were taken; a dhcpd.conf has none. */
export type List = (Understood & { readonly form: 'table' }) | (Reading & { readonly form: 'dhcpd' });

/** What only a dhcpd.conf has: a host with its block, or the statement that gives a MAC address. */
const dhcpdWords = /^[ \t]*host\s+[^\s{;,]+\s*\{|\bhardware\s+ethernet\s|^[ \t]*(subnet|shared-network|group)\b[^\n;,]*\{/m;

/** What `text` says of machines; `file` is its name in problems. Never throws, whatever the text is. */
export const understand = (text: string, options: TableOptions = {}): List =>
  dhcpdWords.test(text) ? { form: 'dhcpd', ...readDhcpd(text, options.file) } : { form: 'table', ...understandTable(text, options) };
