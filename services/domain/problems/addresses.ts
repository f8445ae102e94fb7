// What can be wrong with the plan's addresses on the wire itself, found before a blade may be installed.

export const addressProblems = {
  'address-in-use': [
    '{address} is used by another machine already: {holder}.',
    'Find that machine by its MAC (the switch knows the port), and switch it off or take the address from it; or plan another address.',
  ],
  'addresses-not-asked': [
    'Nobody could be asked whether the planned addresses are free: {reason}.',
    'Plug the cable in and switch the adapter on, or make sure by other means that nobody has them.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
