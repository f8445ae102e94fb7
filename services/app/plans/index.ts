// What this room offers: the plan files behind the console.

export { documentsOf, secretMask } from './documents.ts';
export { openPlans, type Plans, type PlansOptions } from './plans.ts';
