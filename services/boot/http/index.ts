// The HTTP boot service: images, documents and calls home.

export { type HttpPartOptions, httpPart } from './part.ts';
export type { HttpWiring } from './service.ts';
