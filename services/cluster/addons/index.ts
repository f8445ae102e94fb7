// What this part of the room offers: add-ons read from their manifests, brought into the cluster, and looked at.

export { type AddonsOptions, addonsPart } from './addons.ts';
export { type Addon, type AddonManifests, addonOf } from './objects.ts';
export { addonWaiting } from './readiness.ts';
