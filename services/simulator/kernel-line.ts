// The kernel's arguments as the live system reads them from /proc/cmdline.

/** Argument → its value, `''` for a flag; the last one counts when it is given twice, as Ignition and dracut take it. */
export const parseKernelLine = (line: string): ReadonlyMap<string, string> =>
  new Map(
    line
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => {
        const equals = word.indexOf('=');
        return equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
      }),
  );
