// Secrets: random bytes, and tokens that follow from a key.

import { createHmac, randomBytes, randomUUID } from 'node:crypto';

export const randomKey = (bytes: number): Uint8Array => randomBytes(bytes);

/** HMAC-SHA-256 (RFC 2104) in base64url: 43 characters that only the holder of the key can make. */
export const hmacToken = (key: Uint8Array, message: string): string => createHmac('sha256', key).update(message).digest('base64url');

/** RFC 9562, version 4. */
export const randomUuid = (): string => randomUUID();
