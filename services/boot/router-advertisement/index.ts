// The router advertisement that spares every iPXE boot 13 seconds.

export { type RouterAdvertisementOptions, routerAdvertisementPart } from './part.ts';
