// Text cut so that it fits a width: a drawing cannot wrap it, and what is drawn has no browser that measures it first.

/** Of the size of the letters, on the safe side for what sans-serif fonts have: narrow ones, those of a table, and ideographs. */
const widths = { narrow: 0.42, usual: 0.66, wide: 1, ideograph: 1.04 };
/** What a bold letter is wider. */
const boldly = 1.1;
const isNarrow = /[ilj.,:;'|! ft()-]/;
const isWide = /[mwMW@%]/;
const ellipsis = '…';

function widthOf(sign: string): number {
  if (sign.codePointAt(0)! > 0x2e7f) return widths.ideograph;
  if (isNarrow.test(sign)) return widths.narrow;
  return isWide.test(sign) ? widths.wide : widths.usual;
}

/** The text, or as much of its beginning as leaves room for an ellipsis. */
export function fitted(text: string, width: number, fontSize: number, isBold = false): string {
  const signs = [...text];
  const measured = (some: readonly string[]) => some.reduce((sum, sign) => sum + widthOf(sign), 0) * fontSize * (isBold ? boldly : 1);
  if (measured(signs) <= width) return text;
  const left = [...signs];
  while (left.length > 1 && measured([...left, ellipsis]) > width) left.pop();
  return left.join('').trimEnd() + ellipsis;
}
