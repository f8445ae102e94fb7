// The HTTP boot service: images, documents and calls home.

export { type HttpPartOptions, httpPart, type LocalHttpPartOptions, localHttpPart } from './part.ts';
export type { HttpWiring } from './service.ts';
