// SHA-256 digests as text.

import { z } from 'zod';

/** 64 lower-case hexadecimal digits. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'write 64 lower-case hexadecimal digits');
