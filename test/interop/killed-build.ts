// The build that a test kills: many small parts of a server, into a directory, as often as it takes.
//
// words: address of the server, directory, and for each part its name and its SHA-256 with a colon between

import { buildBundle } from '../../services/bundle/build/build.ts';
import type { Wanted } from '../../services/bundle/build/source.ts';

const [origin = '', directory = '', ...parts] = process.argv.slice(2);

/** Every third is proved by who reads it, as a signature would; the others by their digest. */
const wanted = parts.map((one, index): Wanted => {
  const [name = '', sha256 = ''] = one.split(':');
  const source = `${origin}/${name}`;
  return {
    part: { path: `os/amd64/${name}`, kind: 'other', arch: 'amd64', source },
    expectedBytes: 50_000,
    async bring(fetch) {
      if (index % 3 === 0) return { file: await fetch.file(source), provenance: { by: 'none' } };
      return { file: await fetch.file(source, { sha256 }), provenance: { by: 'sha256' } };
    },
  };
});

const recipe = { name: 'killed', version: '1', gather: async () => ({ os: { family: 'lab' as const, version: '1' }, wanted }) };
const { changed } = await buildBundle(recipe, directory, { tool: 'test', places: { from: [], mirrors: {} } });
process.stdout.write(changed ? 'built' : 'same');
