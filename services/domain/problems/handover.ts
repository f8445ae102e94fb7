// What can keep a cluster from being handed over as a whole.

export const handoverProblems = {
  'report-not-printed': [
    'The report was not printed as PDF: {reason}.',
    'report.html says the same; open it in a browser and print it there. Or install Chromium, Chrome or Edge on this laptop (or name one in {variable}) and hand over again.',
  ],
  'handover-of-another': [
    '{directory} already holds {file}, which is not of this cluster.',
    'Choose another directory: nothing in this one was touched.',
  ],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
