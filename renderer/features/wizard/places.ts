// Which step of the wizard a path of the plan is asked in, so that every problem leads to its field.

export const steps = ['site', 'bundle', 'architecture', 'network', 'slots', 'access', 'review', 'arm'] as const;
export type StepName = (typeof steps)[number];

/** The first that fits counts. */
const asked: readonly (readonly [RegExp, StepName])[] = [
  [/^(name|apiVersion)$/, 'site'],
  [/^network\.(subnet|laptop|dhcp)\b/, 'site'],
  [/^bundle$/, 'bundle'],
  [/^(architecture|etcd|placement)\b/, 'architecture'],
  [/^network\b/, 'network'],
  [/^blades\[\d+\]\.(disk|loader)\b/, 'access'],
  [/^(chassis|blades|addressing)\b/, 'slots'],
  [/^(access|disk|loader|updates)\b/, 'access'],
];

/** The step that asks for the field at `where`; the review where none does. */
export const stepOf = (where: string | undefined): StepName => asked.find(([path]) => path.test(where ?? ''))?.[1] ?? 'review';
