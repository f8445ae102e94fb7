// What can be wrong with what a technician asks of the console, in words for a technician at a rack.

export const consoleProblems = {
  'console-silent': [
    'Rackstrap does not answer on this laptop.',
    'Nothing is lost. Look whether it still runs in its terminal or window, and start it again if not.',
  ],
  // plan files
  'plan-not-yaml-file': ['{file} is not opened as a plan: {reason}.', 'Choose a file whose name ends in .yaml or .yml.'],
  'plan-place-malformed': ['"{where}" is no place in a plan.', 'Write it like network.vip or blades[2].ip.'],
  'plan-name-taken': ['There is already a plan file {file}.', 'Choose another name, or open that one.'],
  'plan-nothing-to-undo': ['There is no change left to take back or repeat.', 'Go on editing.'],
  'plan-has-errors': ['The plan {file} still has {errors} errors.', 'Correct what its check shows, then do this again.'],
  // a run
  'run-none': ['No run is open on this laptop.', 'Choose a plan and a bundle, and start its services.'],
  'run-open': ['The run {run} is open.', 'Stop its services first.'],
  'power-not-virtual': ['These are real blades; this laptop cannot switch them.', 'Switch them on at the rack or through their BMC.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
