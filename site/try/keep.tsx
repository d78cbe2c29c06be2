import { useRef, useState } from 'preact/hooks'
import { readFile, writeFile, writeFragment } from './share.js'
import type { Facts } from './state.js'

interface KeepProps {
  readonly authority: string
  readonly contact: Facts
  readonly onOpen: (contact: Facts) => void
  readonly onProblem: (message: string) => void
  readonly onRestart: () => void
}

/** Print, save, share, begin again: all of it on this device. */
export function Keep({ authority, contact, onOpen, onProblem, onRestart }: KeepProps) {
  const [link, setLink] = useState<{ readonly href: string; readonly copied: boolean } | null>(null)
  const address = useRef<HTMLInputElement>(null)
  const copy = async (): Promise<void> => {
    const href = `${location.origin}${location.pathname}${writeFragment({ authority, contact })}`
    const copied = await navigator.clipboard?.writeText(href).then(
      () => true,
      () => false,
    )
    setLink({ href, copied: copied ?? false })
    requestAnimationFrame(() => address.current?.select())
  }
  const open = async (file: File | undefined): Promise<void> => {
    const read = file ? readFile(await file.text()) : null
    if (read) onOpen(read)
    else if (file) onProblem('The file holds no single contact as JSON. Choose a file that was saved on this page.')
  }
  return (
    <section class="try-keep" aria-labelledby="keep-title">
      <h2 class="govuk-heading-m" id="keep-title">
        Keep or share it
      </h2>
      <div class="govuk-button-group">
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => print()}>
          Print
        </button>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => save(authority, contact)}>
          Save as a file
        </button>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => void copy()}>
          Copy link
        </button>
        <button type="button" class="try-link" onClick={onRestart}>
          Start again
        </button>
      </div>
      {link && (
        <div class="govuk-form-group">
          <label class="govuk-label" for="link">
            {link.copied
              ? 'Copied. The link holds the contact itself:'
              : 'Copy this link. It holds the contact itself:'}
          </label>
          <input class="govuk-input" id="link" ref={address} readOnly value={link.href} />
        </div>
      )}
      <p class="govuk-body-s">
        A saved file can be decided with{' '}
        <code>
          thresholds decide {fileName(authority)} --authority {authority}
        </code>
        . A link keeps the contact behind the # sign, which browsers send to no server; whoever has the link can read
        it.
      </p>
      <div class="govuk-form-group">
        <label class="govuk-label" for="file">
          Open a saved file
        </label>
        <input
          class="govuk-file-upload"
          id="file"
          type="file"
          accept=".json,application/json"
          onChange={event => {
            const input = event.currentTarget
            void open(input.files?.[0]).finally(() => {
              input.value = ''
            })
          }}
        />
      </div>
    </section>
  )
}

const fileName = (authority: string): string => `contact-${authority}.json`

function save(authority: string, contact: Facts): void {
  const url = URL.createObjectURL(new Blob([writeFile(contact)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName(authority)
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
