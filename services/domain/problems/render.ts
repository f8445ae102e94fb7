// What can keep a plan and a bundle from fitting each other, found while the boot table is written.

export const renderProblems = {
  'first-boot-full': [
    'A blade fetches {needs} MB at its first boot, and its system has room for {has} MB until it has grown to the disk.',
    'Leave add-ons with large images out of the plan until the cluster is up, or use a bundle with another operating system.',
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
