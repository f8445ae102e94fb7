// What can keep a plan and a bundle from fitting each other, found while the boot table is written.

export const renderProblems = {
  'os-family-unknown': [
    'The bundle carries {family}, for which this Rackstrap cannot write documents.',
    'Use a bundle with another operating system, or a newer Rackstrap.',
  ],
  'os-part-absent': [
    'The bundle {bundle} carries no {part}, without which nothing can be installed.',
    'Build the bundle again with this file, or choose another bundle.',
  ],
  'loader-absent': [
    'The plan asks for the loader {loader}, but the bundle carries no {file}.',
    'Choose another loader, or build the bundle again with this file.',
  ],
  'firmware-without-loader': [
    'The bundle has no loader for {firmware} blades: it carries no {files}.',
    'Build the bundle again with this file if the rack has such blades.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
