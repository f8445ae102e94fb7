// What console, command line and appliance agree on.

export * from './bundles.ts';
export * from './calls.ts';
export * from './changes.ts';
export * from './cluster.ts';
export * from './plans.ts';
export * from './problem-view.ts';
export * from './site.ts';
export * from './views.ts';
