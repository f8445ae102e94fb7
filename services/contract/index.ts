// What console, command line and appliance agree on.

export * from './calls.ts';
export * from './views.ts';
