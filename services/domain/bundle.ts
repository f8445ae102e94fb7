// The bundle's manifest: what is carried offline, part by part.

import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'write 64 lower-case hexadecimal digits');
/** Relative, with slashes, no `..`: it names a file inside the bundle. */
const partPath = z.string().regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))[A-Za-z0-9._+/-]+$/, 'write a relative path inside the bundle');

export const manifestV1 = z.strictObject({
  apiVersion: z.literal('rackstrap/bundle/v1'),
  name: z.string().min(1),
  version: z.string().min(1),
  /** RFC 3339. */
  created: z.iso.datetime(),
  os: z.strictObject({ family: z.enum(['lab', 'flatcar', 'fedora-coreos', 'container-linux']), version: z.string().min(1) }),
  parts: z.array(
    z.strictObject({
      path: partPath,
      size: z.int().min(0),
      sha256,
      kind: z.enum(['loader', 'kernel', 'initrd', 'image', 'other']),
      arch: z.enum(['amd64', 'arm64', 'i386', 'any']),
      version: z.string().optional(),
      licence: z.string().optional(),
      source: z.string().optional(),
    }),
  ),
});

export type Manifest = z.output<typeof manifestV1>;
export type Part = Manifest['parts'][number];
