/**
 * Graphviz's SVG as it can stand in a page: one line, no prologue or comments, no identifiers that could stand twice, links as
 * HTML has them, no tooltips that repeat what the boxes say, and the typeface of the page.
 */
export const bareSvg = (svg: string): string =>
  svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<title>[\s\S]*?<\/title>/g, '')
    .replace(/<text [^>]*>\s*<\/text>/g, '')
    .replace(/<text [^>]*>/g, tag =>
      tag
        .replace(/ (xml:space|font-family|font-size)="[^"]*"/g, '')
        .replace(/ text-anchor="start"| fill="#0b0c0c"/g, ''),
    )
    .replace(/<svg /, '<svg font-size="12" fill="#0b0c0c" ')
    .replace(/<path (fill="#[^>]*?) d="(M[^"]*C[^"]*)"\/>/g, (_, look: string, outline: string) =>
      roundBox(look, outline),
    )
    .replace(/ (id|class|xlink:title|xmlns:xlink)="[^"]*"/g, '')
    .replaceAll(' xlink:href="', ' href="')
    .replace(/>\s+</g, '><')
    .replace(/<g><g>([\s\S]*?)<\/g><\/g>/g, '<g>$1</g>')
    .replace(/\s+/g, ' ')
    .trim()

/** A box with round corners, which Graphviz writes as a long path. */
function roundBox(look: string, outline: string): string {
  const points = [...outline.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)]
  const [xs, ys] = [points.map(p => Number(p[1])), points.map(p => Number(p[2]))]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  const round = (n: number): number => Math.round(n * 10) / 10
  const size = `width="${round(Math.max(...xs) - x)}" height="${round(Math.max(...ys) - y)}"`
  return `<rect ${look} x="${x}" y="${y}" ${size} rx="12"/>`
}
