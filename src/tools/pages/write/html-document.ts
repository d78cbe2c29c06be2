import type { Rulebook } from '../../../rules/language/rulebook.js'
import { notOfficial, shortTitle } from '../model/document-words.js'
import type { Page } from '../model/page.js'
import { writeHandbook } from './handbook.js'
import type { Draw, HtmlPage } from './html.js'
import { writeHtml } from './html.js'
import { escapeHtml } from './html-text.js'
import type { DocumentFile } from './markdown.js'
import { pagesCss } from './pages-css.js'

/** The second line of every document: by it a document is known as one that may be written anew. */
export const generatedHtmlMark =
  '<!-- Made from the rulebook by `thresholds docs`: change the rulebook, not this page. -->'

/** The first line of the style sheet, for the same purpose. */
export const generatedCssMark = '/* Written by `thresholds docs`. */'

/** Pages as whole HTML documents that need nothing but the style sheet beside them, and all of them in one for printing. */
export function writeHtmlDocuments(
  rulebook: Rulebook,
  pages: readonly Page[],
  options: { readonly draw: Draw },
): readonly DocumentFile[] {
  const written = writeHtml(pages, options)
  return [
    ...written.map(page => ({ path: `${page.name}.html`, text: documentOf(rulebook, written, page) })),
    {
      path: 'handbook.html',
      text: htmlDocument(`${rulebook.name}: handbook`, 'handbook', writeHandbook(rulebook, pages, options)),
    },
    { path: 'pages.css', text: `${generatedCssMark}\n${pagesCss}` },
  ]
}

/** A whole document around what stands in its body. */
export const htmlDocument = (title: string, kind: string, body: string): string =>
  `<!doctype html>
${generatedHtmlMark}
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="pages.css">
</head>
<body class="${kind}">
${body.trim()}
</body>
</html>
`

function documentOf(rulebook: Rulebook, pages: readonly HtmlPage[], page: HtmlPage): string {
  const entry = ({ name, title }: HtmlPage): string => {
    const here = name === page.name ? ' aria-current="page"' : ''
    return `<li><a href="${name}.html"${here}>${escapeHtml(shortTitle(rulebook, title))}</a></li>`
  }
  return htmlDocument(
    page.title,
    'page',
    `<a class="skip" href="#main">Skip to the content</a>
<header><p><strong>${escapeHtml(rulebook.name)}</strong> ${escapeHtml(notOfficial)}</p>
<nav aria-label="Pages"><ul>${pages.map(entry).join('')}<li><a href="handbook.html">All in one, to print</a></li></ul></nav></header>
<main class="content" id="main">
<h1>${escapeHtml(page.title)}</h1>
${contentsHtml(page)}${page.body.trim()}
</main>
<footer><p>After: ${escapeHtml(rulebook.title)}. Version ${escapeHtml(rulebook.version)}.</p></footer>`,
  )
}

/** The headings of a page as links to them; a long list stands behind a line to open. */
function contentsHtml({ contents }: HtmlPage): string {
  if (contents.length < 3) return ''
  const entries = contents.map(c => `<li><a href="#${c.anchor}">${escapeHtml(c.text)}</a></li>`).join('')
  const nav = `<nav class="contents" aria-label="On this page"><ul>${entries}</ul></nav>`
  return contents.length > mostContents ? `<details><summary>On this page</summary>${nav}</details>\n` : `${nav}\n`
}

const mostContents = 16
