// The report of a cluster that is handed over: one page of HTML that brings everything along, for the screen and for paper.

import type { ReportInput } from '../input.ts';
import { addonsSection } from './addons.ts';
import { addressesSection } from './addresses.ts';
import { bundleSection } from './bundle.ts';
import { certificatesSection } from './certificates.ts';
import { firewallSection } from './firewall.ts';
import { firstSection } from './first.ts';
import { goOnSection } from './go-on.ts';
import { headOf, simulatedBanner } from './head.ts';
import { installedSection } from './installed.ts';
import { type Markup, markup } from './markup.ts';
import type { Section } from './parts.ts';
import { rackSection } from './rack.ts';
import { styleOf } from './style.ts';
import { type Telling, tellingOf } from './telling.ts';
import { testSection, unplugSections } from './tests.ts';
import { versionsSection } from './versions.ts';
import { whereaboutsSection } from './whereabouts.ts';

/** What has to be known first, then what is looked up; what is printed across stands together. */
const sectionsOf = (telling: Telling): readonly Section[] => [
  firstSection(telling),
  goOnSection(telling),
  rackSection(telling),
  addressesSection(telling),
  ...(telling.isOnRack ? [firewallSection(telling)] : []),
  installedSection(telling),
  testSection(telling),
  ...unplugSections(telling),
  addonsSection(telling),
  certificatesSection(telling),
  versionsSection(telling),
  bundleSection(telling),
  whereaboutsSection(telling),
];

/** A single node needs no wide pages. */
const sectionMarkup = ({ id, title, body, wide }: Section, { rows }: Telling): Markup =>
  markup`<section id="${id}" class="${wide && rows.length > 1 ? 'across' : 'upright'}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}</section>\n`;

/** Nothing is fetched and nothing runs, whatever anybody wrote into a plan. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The whole page. The same input gives the same text, byte for byte. */
export function reportOf(input: ReportInput): string {
  const telling = tellingOf(input);
  const sections = sectionsOf(telling);
  return markup`<!doctype html>
<html lang="${telling.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${telling.tool}">
<title>${telling.say.titleOf(telling.plan.name)}</title>
<style>
${styleOf(telling)}</style>
</head>
<body${telling.simulated ? markup` class="is-simulated"` : ''}>
${simulatedBanner(telling)}<main>
${headOf(telling, sections)}${sections.map((section) => sectionMarkup(section, telling))}</main>
</body>
</html>
`.text;
}
