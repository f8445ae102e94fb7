// The style of one report: what is the same in all of them, and what stands in the margins of its pages.

import { cssString, type Markup, raw } from './markup.ts';
import { dayOf } from './moment.ts';
import { sheet } from './sheet.ts';
import type { Telling } from './telling.ts';

/** Practice has to be told from the real thing by whoever holds any one of its pages. */
const simulatedMargin = (
  word: string,
): string => `  @top-center { content: ${cssString(word)}; color: #a3160a; font: 700 11pt sans-serif; letter-spacing: .08em; text-transform: uppercase; }
`;

const simulatedGround = (word: string): string => `@media print {
  .is-simulated::after { content: ${cssString(word)}; position: fixed; inset: 0 auto auto 0; inline-size: 180mm; block-size: 170mm; display: grid; place-items: center; rotate: -35deg; color: #a3160a; opacity: .07; font: 800 70pt sans-serif; letter-spacing: .1em; text-transform: uppercase; }
}
`;

/** A browser that knows no margins of pages (before Chromium 131) leaves them empty. */
export function styleOf({ say, plan, runName, writtenAt, simulated }: Telling): Markup {
  const foot = [say.titleOf(plan.name), runName, dayOf(writtenAt)].join(' · ');
  return raw(`@page {
  size: A4 portrait;
  margin: 17mm 15mm 18mm;
${simulated ? simulatedMargin(say.simulated) : ''}  @bottom-left { content: ${cssString(foot)}; color: #4a5159; font: 7.5pt sans-serif; }
  @bottom-right { content: counter(page) " / " counter(pages); color: #4a5159; font: 7.5pt sans-serif; }
}
@page across { size: A4 landscape; }
${simulated ? simulatedGround(say.simulated) : ''}${sheet}
`);
}
