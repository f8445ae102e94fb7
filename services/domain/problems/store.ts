// What can be wrong with what the laptop keeps: the bundle it carries and the record of a run.

export const storeProblems = {
  // the bundle
  'bundle-unreadable': ['The bundle {bundle} cannot be opened: {reason}.', 'Check the path; copy the bundle from its stick again.'],
  'bundle-manifest': [
    'The manifest of bundle {bundle} is not valid: {reason}.',
    'Copy the bundle again; if that does not help, build it anew.',
  ],
  'bundle-part-twice': ['The manifest of the bundle names {part} twice.', 'Build the bundle anew.'],
  'bundle-file-missing': [
    '{part} is in the manifest of the bundle, but not in its directory.',
    'Copy the bundle again; this part cannot be served until then.',
  ],
  'bundle-part-size': [
    '{part} of the bundle has {found} bytes instead of {size}: the copy was cut short.',
    'Copy the bundle again; this part is not served until then.',
  ],
  'bundle-part-damaged': [
    '{part} of the bundle is damaged: its SHA-256 is not the one in the manifest.',
    'Copy the bundle again; this part is not served until then.',
  ],
  'bundle-part-unreadable': ['{part} of the bundle cannot be read: {reason}.', 'Check the disk it lies on, and copy the bundle again.'],
  'bundle-other': [
    'The plan asks for the bundle {wanted}; the one given is {found}.',
    'Name the right bundle, or write {found} into the plan when that is what is meant.',
  ],
  // the journal and its run
  'appliance-already-running': [
    'Rackstrap already works on the plan {plan} ({holder}).',
    'Use that one, or end it before starting another.',
  ],
  'run-unreadable': [
    'The record of run {run} cannot be read: {reason}.',
    'Move its directory away and start a new run; keep it for the report.',
  ],
  'state-unwritable': [
    'The state directory {directory} cannot be written: {reason}.',
    'Free some space on this laptop, or choose another directory.',
  ],
  'journal-full': [
    'The journal {file} cannot be written: {reason}. Nothing new is allowed to be installed meanwhile.',
    'Free some space on this laptop; Rackstrap goes on by itself.',
  ],
  'journal-damaged': ['The journal {file} is damaged: {reason}.', 'Move its directory away and start a new run; keep it for the report.'],
  'journal-too-new': ['The journal {file} was written by a newer Rackstrap.', 'Use that version to go on with this run.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
