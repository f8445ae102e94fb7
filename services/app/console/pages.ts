// The page's own files, as `npm run build` made them: nothing of any other machine.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type RequestHandler, type Router } from 'express';

export const builtPages = fileURLToPath(new URL('../../../dist/console/', import.meta.url));
/** Their names hold a hash of their content: another content is another name. */
const forEver = 'public, max-age=31536000, immutable';

const notBuilt: RequestHandler = (_request, response) =>
  void response.status(503).type('text/plain').send('The page of the console is not built. Build it with: npm run build\n');

/** Read from disk at each visit: a page that is built while the appliance runs is there from then on. */
export function pages(directory: string): Router {
  const router = express.Router();
  const files = { cacheControl: false, etag: false, lastModified: false };
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { ...files, setHeaders: (response) => response.set('Cache-Control', forEver) }),
  );
  router.use(express.static(directory, files));
  router.get('/', notBuilt);
  return router;
}
