// Paths into the plan as people read them: `blades[2].macs[0]`.

export type Path = readonly PropertyKey[];

/** What may stand bare behind a dot; everything else is quoted in brackets, as a label such as `labels["example.org/rack"]`. */
const bare = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** `blades[2].macs[0]`; empty for the plan as a whole. */
export const pathText = (path: Path): string =>
  path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`;
      return bare.test(String(step)) ? `.${String(step)}` : `[${JSON.stringify(String(step))}]`;
    })
    .join('')
    .replace(/^\./, '');

/** The steps of a text that `pathText` wrote. */
export const parsePath = (text: string): (string | number)[] =>
  [...text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([A-Za-z_][A-Za-z0-9_-]*)/g)].map(([, index, quoted, name]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? JSON.parse(quoted) : name!,
  );
