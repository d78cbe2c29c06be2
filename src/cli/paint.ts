import { styleText } from 'node:util'
import type { Mark } from '../engine/render/text.js'

const styles: Readonly<Record<Mark, Parameters<typeof styleText>[0]>> = {
  title: ['bold', 'underline'],
  label: 'cyan',
  strong: 'bold',
  quiet: 'dim',
  red: 'red',
  amber: 'yellow',
  green: 'green',
  warning: 'yellow',
}
/** Marks a piece of text for a terminal. */
export const paint = (mark: Mark, text: string): string => styleText(styles[mark], text)
