// How the report looks, on the screen and on paper. Light only: it is printed, and read by people who were not there.

/** Dark enough for small print on white (WCAG 2.2, 1.4.3), told apart in grey as well as in colour. */
const colours = `:root {
  color-scheme: light;
  --ink: #16191d;
  --soft: #4a5159;
  --line: #cdd2d8;
  --tint: #f3f5f7;
  --central: #12407a;
  --worker: #0b6158;
  --worker-tint: #e9f4f2;
  --good: #14663d;
  --bad: #a3160a;
  --warn: #7a4b00;
}`;

const text = `* { box-sizing: border-box; }
html { background: #e7eaee; font: 15px/1.5 "Red Hat Text", "Noto Sans", "Noto Sans SC", "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; color: var(--ink); }
body { margin: 0; }
main { max-width: 64rem; margin: 1.5rem auto; padding: 3rem 3.5rem; background: #fff; box-shadow: 0 1px 6px #0002; }
h1, h2, h3, caption { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0; font-size: 2.5rem; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { margin: 0 0 .9rem; padding-block-start: .55rem; border-block-start: 2px solid var(--ink); font-size: 1.35rem; font-weight: 650; }
h2::before { counter-increment: part; content: counter(part) ". "; color: var(--soft); font-weight: 400; }
h3, caption { margin: 0; padding: 1rem 0 .35rem; font-size: 1rem; font-weight: 650; text-align: start; }
main { counter-reset: part; }
section { margin-block-start: 2.6rem; scroll-margin-block-start: 3.5rem; }
p { margin: .5rem 0; max-width: 48rem; }
ul, ol { margin: .5rem 0; padding-inline-start: 1.25rem; max-width: 48rem; }
li { margin-block: .3rem; }
a { color: var(--central); }
code, td.mono { font-family: "Red Hat Mono", "Noto Sans Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; font-size: .88em; overflow-wrap: anywhere; }`;

const head = `.kind { margin: 0 0 .3rem; color: var(--soft); font-size: .85rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; }
.name { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; justify-content: space-between; }
.verdict { margin: 0; padding: .3rem 1rem; border: 2px solid; border-radius: 4px; font-size: 1.15rem; font-weight: 650; }
.verdict-passed { color: var(--good); }
.verdict-failed { color: var(--bad); }
.verdict-skipped { color: var(--warn); }
.architecture, .survives { max-width: none; }
.architecture { margin-block: 1rem .4rem; }
.architecture strong, .survives strong { margin-inline-end: .4em; }
.survives { margin-block: .4rem 1.2rem; }
header dl { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2.5rem; }
header dl > div { grid-template-columns: 7.5rem minmax(0, 1fr); }
.written { max-width: none; color: var(--soft); font-size: .85rem; }
nav { margin-block-start: 1.2rem; padding: .8rem 1.2rem; background: var(--tint); border-radius: 4px; }
nav ol { columns: 3; column-gap: 2rem; margin: 0; max-width: none; }
nav li { margin: 0; break-inside: avoid; }`;

const parts = `dl { margin: .5rem 0; font-size: .95rem; }
dl > div { display: grid; break-inside: avoid; grid-template-columns: 10.5rem minmax(0, 1fr); gap: 1rem; padding: .35rem 0; border-block-end: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
table { inline-size: 100%; border-collapse: collapse; font-size: .87rem; line-height: 1.4; }
th, td { padding: .4rem .9rem .4rem 0; border-block-end: 1px solid var(--line); text-align: start; vertical-align: top; overflow-wrap: break-word; }
tr > :last-child { padding-inline-end: 0; }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
thead th { border-block-end: 1px solid var(--ink); color: var(--soft); font-size: .92em; font-weight: 500; }
tbody th { font-weight: 650; }
td.mono, td.number { white-space: nowrap; }
.number { font-variant-numeric: tabular-nums; }
td.number:not(:last-child), th.number:not(:last-child) { padding-inline-end: 1.4rem; }
.commands { margin: 1rem 0; }
.commands figcaption { margin-block-end: .3rem; font-weight: 650; }
pre { margin: 0; padding: .7rem .9rem; background: var(--tint); border-inline-start: 3px solid var(--central); white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; }
.result { white-space: nowrap; font-weight: 650; }
.result-passed { color: var(--good); }
.result-failed { color: var(--bad); }
.result-skipped { color: var(--warn); }
.facts { margin-block-start: .3rem; color: var(--soft); font: .88em/1.45 "Red Hat Mono", "Noto Sans Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.problem { margin: .4rem 0; padding-inline-start: .7rem; border-inline-start: 3px solid var(--bad); }
.simulated { position: sticky; z-index: 1; inset-block-start: 0; margin: 0; max-width: none; padding: .5rem 1rem; background: #fbe3a8; border-block-end: 2px solid var(--warn); color: #3d2600; text-align: center; }
.simulated strong { text-transform: uppercase; letter-spacing: .08em; }`;

const drawing = `.chassis-row { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.chassis { flex: 0 1 100%; min-inline-size: 0; margin: 0 0 1.2rem; break-inside: avoid; }
.chassis:not(:only-child) { flex-shrink: 1; }
.chassis figcaption { margin-block-end: .3rem; color: var(--soft); font-size: .87rem; }
.chassis figcaption strong { margin-inline-end: .4em; color: var(--ink); font-size: 1.05rem; }
.chassis svg { display: block; inline-size: 100%; block-size: auto; }
.frame { fill: #fff; stroke: #5b636c; stroke-width: 2; }
.blade { stroke-width: 1.2; }
.blade.control-plane { fill: var(--central); stroke: var(--central); }
.blade.worker { fill: var(--worker-tint); stroke: var(--worker); }
.blade.empty { fill: none; stroke: #7d858e; stroke-dasharray: 4 4; }
.edge.control-plane { fill: #ffd166; }
.edge.worker { fill: var(--worker); }
.badge.control-plane { fill: #fff; }
.badge.worker { fill: var(--worker); }
.letter { font-weight: 700; }
.letter.control-plane { fill: var(--central); }
.letter.worker { fill: #fff; }
svg text { fill: var(--ink); }
.slot.control-plane text:not(.letter) { fill: #fff; }
.slot.empty text { fill: var(--soft); }
text.number { font-weight: 700; }
text.host { font-weight: 600; }
.mark .fill { fill: var(--mark); }
.mark .ring { fill: none; stroke: var(--mark); stroke-width: 2.4; }
.mark .cut { fill: none; stroke: var(--cut, #fff); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
.mark { --mark: var(--soft); }
.mark-done { --mark: var(--good); }
.mark-failed, .mark-silent { --mark: var(--bad); }
.mark-excluded { --mark: var(--warn); }
.control-plane .mark { --mark: #fff; --cut: var(--central); }
span .mark { inline-size: 1em; block-size: 1em; vertical-align: -.12em; }`;

const paper = `@media screen {
  .scroll { overflow-x: auto; }
}
@media screen and (max-width: 50rem) {
  main { margin: 0; padding: 1.2rem; }
  header dl { grid-template-columns: 1fr; }
  nav ol { columns: 1; }
}
@media print {
  html { background: none; font-size: 9.2pt; }
  main { max-width: none; margin: 0; padding: 0; box-shadow: none; }
  section { margin-block-start: 7mm; }
  h1 { font-size: 26pt; }
  h2, h3, caption, thead, figcaption { break-after: avoid; }
  tr, dl > div, .commands, .problem, li { break-inside: avoid; }
  thead { display: table-header-group; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
  pre, nav, .verdict, svg, .simulated { print-color-adjust: exact; }
  .simulated { position: static; margin-block-end: 5mm; }
  .upright + .across, .across + .upright { margin-block-start: 0; }
  .across { page: across; }
  .across dl { columns: 2; column-gap: 10mm; }
}`;

export const sheet: string = [colours, text, head, parts, drawing, paper].join('\n');
