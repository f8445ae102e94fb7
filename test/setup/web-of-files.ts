// A network of a few small files, for sources of a bundle: each address has its bytes, everything else is refused as a server would.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fetch } from '../../services/bundle/build/source.ts';

export interface WebOfFiles {
  readonly fetch: Fetch;
  /** Addresses that were asked for, in order. */
  readonly asked: readonly string[];
  close(): void;
}

const bytesOf = (content: string | Uint8Array): Uint8Array => (typeof content === 'string' ? new TextEncoder().encode(content) : content);

export function webOfFiles(files: Readonly<Record<string, string | Uint8Array>>): WebOfFiles {
  const directory = mkdtempSync(join(tmpdir(), 'web-'));
  const asked: string[] = [];
  const found = (url: string) => {
    asked.push(url);
    return files[url];
  };
  const fetch: Fetch = {
    async small(url, { most, statuses = [] }) {
      const content = found(url);
      if (content === undefined && !statuses.includes(404)) throw new Error(`${url}: 404`);
      const bytes = bytesOf(content ?? '');
      if (bytes.length > most) throw new Error(`${url}: more than ${most} bytes`);
      return { status: content === undefined ? 404 : 200, bytes, headers: {} };
    },
    async file(url, { sha256 } = {}) {
      const content = found(url);
      if (content === undefined) throw new Error(`${url}: 404`);
      const digest = createHash('sha256').update(content).digest('hex');
      if (sha256 !== undefined && sha256 !== digest) throw new Error(`${url}: SHA-256 ${digest}`);
      const file = join(directory, digest);
      writeFileSync(file, content);
      return file;
    },
    scratch: (name) => join(directory, name),
  };
  return { fetch, asked, close: () => rmSync(directory, { recursive: true, force: true }) };
}
