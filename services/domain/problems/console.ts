// What can be wrong with what a technician asks of the console, in words for a technician at a rack.

export const consoleProblems = {
  'console-silent': [
    'Rackstrap does not answer on this laptop.',
    'Nothing is lost. Look whether it still runs in its terminal or window, and start it again if not.',
  ],
  // plan files
  'plan-not-yaml-file': ['{file} is not a plan file.', 'Choose a file whose name ends in .yaml or .yml.'],
  'plan-place-malformed': ['"{where}" is no place in a plan.', 'Write it like network.vip or blades[2].ip.'],
  'plan-name-taken': ['There is already a plan file {file}.', 'Choose another name, or open that one.'],
  'plan-nothing-to-undo': ['There is no change left to take back or repeat.', 'Go on editing.'],
  'plan-has-errors': ['The plan {file} still has {errors} errors.', 'Correct what its check shows, then do this again.'],
  // a run
  'run-none': ['No run is open on this laptop.', 'Choose a plan and a bundle, and start its services.'],
  'run-open': ['The run {run} is open.', 'Stop its services first.'],
  'plan-changed-since-start': [
    'The plan file {file} was changed after this run was started.',
    'The run keeps the plan it was started with. Stop its services and start them again to go on with the changed one.',
  ],
  'services-ended': [
    'The services of run {run} ended by a mistake of Rackstrap: {reason}.',
    'Start them again: the run goes on where it was. The terminal has the details for its makers.',
  ],
  'power-not-virtual': ['These are real blades; this laptop cannot switch them.', 'Switch them on at the rack or through their BMC.'],
  // the laptop and its cable
  'adapter-no-link': ['No network adapter of this laptop has a link.', 'Plug in the cable of the provisioning network, at both ends.'],
  'adapters-overlap': [
    'The adapters {one} and {other} are both in {net}: this laptop would send to blades by the wrong one.',
    'Switch one of them off, or give it an address of another network.',
  ],
  'dhcp-server-heard': [
    'Another DHCP server, {server}, gives addresses on this wire.',
    "Switch it off on this network or unplug it; if it is the site's own, choose DHCP mode proxy in the plan.",
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
