// An import in a process of its own, to be killed: it says when it is ready, begins when it is told to, and says how it ended.
//
//   node test/interop/import-child.ts SOURCE LIBRARY

// Not by the room's index: a hundred starts need none of the rest.
import { importBundle } from '../../services/bundle/import.ts';

const [source = '', library = ''] = process.argv.slice(2);
console.log('ready');
process.stdin.once('data', async () => {
  const result = await importBundle(source, library);
  console.log(JSON.stringify(result));
  process.exit(result.ok ? 0 : 1);
});
