// What this room offers: the plan files behind the console.

export { openPlans, type Plans, type PlansOptions } from './plans.ts';
