/** The style sheet beside the documents: one column on a screen, A4 on paper. */
export const pagesCss = `:root { color-scheme: light; --ink: #0b0c0c; --quiet: #505a5f; --line: #b1b4b6; --link: #1a5490; --mark: #1d3557; }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; color: var(--ink); background: #fff; font: 1.0625rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: break-word; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1rem; }
header { border-bottom: 0.25rem solid var(--mark); padding-top: 0.75rem; }
header p, footer p { margin: 0 0 0.75rem; font-size: 0.9375rem; color: var(--quiet); }
header strong { color: var(--ink); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
nav ul { list-style: none; margin: 0; padding: 0; }
header nav ul { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
header nav a { display: inline-block; padding: 0.6rem 0; }
[aria-current="page"] { font-weight: bold; color: var(--ink); text-decoration: none; }
.contents { margin: 1.5rem 0; padding-left: 1rem; border-left: 0.25rem solid var(--line); columns: 18rem; column-gap: 2rem; }
.contents li { break-inside: avoid; padding: 0.2rem 0; }
a { color: var(--link); }
a:hover { text-decoration-thickness: 0.15em; }
:focus-visible { outline: 3px solid #ffdd00; outline-offset: 0; box-shadow: 0 0 0 5px var(--ink); }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: block; padding: 0.75rem 1rem; background: #ffdd00; color: var(--ink); }
h1 { font-size: 2rem; line-height: 1.2; margin: 1.5rem 0 1rem; }
h2 { font-size: 1.5rem; line-height: 1.25; margin: 2.5rem 0 0.75rem; padding-top: 0.75rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.125rem; line-height: 1.35; margin: 1.75rem 0 0.5rem; }
h4, h5 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
h1, h2, h3, h4, p, li { max-width: 44rem; }
p { margin: 0 0 1rem; }
ul, ol { margin: 0 0 1rem; padding-left: 1.25rem; }
li > ul { margin-bottom: 0; }
:target { background: #fff7bf; }
.note { border-left: 0.5rem solid var(--mark); padding: 0.5rem 0 0.5rem 1rem; }
small, code, .small { font-size: 0.875em; color: var(--quiet); }
code { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; overflow-wrap: anywhere; }
summary { cursor: pointer; color: var(--link); text-decoration: underline; padding: 0.4rem 0; max-width: 44rem; }
details { margin: 0 0 1rem; }
.summary { font-weight: bold; margin-bottom: 0.25rem; }
details[open] > summary { margin-bottom: 0.25rem; }
details > ul { border-left: 0.25rem solid var(--line); padding-left: 2rem; }
.filtered { list-style: none; padding: 0; }
.filtered > li { padding: 0.5rem 0; border-bottom: 1px solid var(--line); max-width: none; }
.filtered small { display: block; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; line-height: 1.6; }
th, td { text-align: left; vertical-align: top; padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line); }
.table-scroll, .diagram-scroll { overflow-x: auto; margin: 0 0 1rem; }
.diagram { margin: 0; }
@media (max-width: 48rem) { .table-scroll table { min-width: 42rem; } }
.handbook main { max-width: 48rem; }
.title-page { padding: 4rem 0 2rem; border-bottom: 0.25rem solid var(--mark); }
.handbook-contents li { padding: 0.1rem 0; }
.handbook-contents ul { list-style: none; padding-left: 0.5rem; font-size: 0.9375em; }
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-right { content: counter(page); font: 9pt Arial, sans-serif; } }
@media print {
  body { font-size: 10pt; line-height: 1.4; }
  header nav, .contents, .skip, .filter { display: none; }
  header, main, footer, .handbook main { max-width: none; padding: 0; }
  h1, h2, h3, h4, p, li, summary { max-width: none; }
  h1 { font-size: 20pt; }
  h2 { font-size: 15pt; margin-top: 14pt; }
  h3 { font-size: 11.5pt; margin: 10pt 0 3pt; }
  h4, h5 { font-size: 10.5pt; margin: 8pt 0 2pt; }
  h1, h2, h3, h4, h5, summary, .summary { break-after: avoid; }
  p { margin-bottom: 5pt; orphans: 3; widows: 3; }
  ul, ol { margin-bottom: 5pt; padding-left: 13pt; }
  a { color: inherit; text-decoration: none; }
  table { font-size: 8.5pt; line-height: 1.35; }
  th, td { padding: 3pt 6pt 3pt 0; }
  thead { display: table-header-group; }
  tr, figure, .filtered > li, li:not(:has(ul)) { break-inside: avoid; }
  .page h3 + ul, .handbook h4 + ul { break-inside: avoid; break-before: avoid; }
  .table-scroll, .diagram-scroll { overflow: visible; }
  .table-scroll table { min-width: 0; }
  .diagram svg { max-width: 100%; height: auto; max-height: 212mm; }
  .filtered { columns: 2; column-gap: 8mm; font-size: 8.5pt; }
  .filtered > li { padding: 3pt 0; }
  summary { list-style: none; color: inherit; text-decoration: none; font-weight: bold; }
  details::details-content { content-visibility: visible; block-size: auto; }
  :target { background: none; }
  .page .flow { display: none; }
  .title-page { padding-top: 60mm; border: 0; break-after: page; }
  .handbook-contents { break-after: page; }
  .handbook-contents ol { columns: 2; column-gap: 8mm; }
  .part { break-before: page; }
  .handbook-contents + .part { break-before: auto; }
}
`
