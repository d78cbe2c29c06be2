import type { Draft } from './draft.js'
import type { Control, Option } from './fact-words.js'
import { controlOf, labelOf } from './fact-words.js'
import { Choices, Input } from './form-parts.js'
import { useWords } from './words.js'

interface AnswerProps {
  readonly fact: string
  readonly draft: Draft
  readonly wrong: boolean
  readonly onChange: (draft: Draft) => void
}

/** The controls with which a fact is answered. The first has the id `answer`. */
export function AnswerControl({ fact, draft, wrong, onChange }: AnswerProps) {
  const words = useWords()
  const control = controlOf(words, fact)
  switch (control.kind) {
    case 'radios':
      return (
        <Choices
          kind="radios"
          id="answer"
          options={control.options}
          isChosen={value => value === draft.choice}
          onChoose={choice => onChange({ ...draft, choice })}
          last={{
            words: 'Not known',
            chosen: draft.choice === null,
            onChoose: () => onChange({ ...draft, choice: null }),
          }}
        />
      )
    case 'checkboxes':
      return (
        <Choices
          kind="checkboxes"
          id="answer"
          options={control.options}
          isChosen={value => draft.chosen.includes(value)}
          onChoose={(value, chosen) => {
            const others = draft.chosen.filter(v => v !== value)
            onChange({ ...draft, chosen: chosen ? [...others, value] : others, noneOfThese: false })
          }}
          last={{
            words: 'None of these',
            chosen: draft.noneOfThese,
            onChoose: () => onChange({ ...draft, chosen: [], noneOfThese: !draft.noneOfThese }),
          }}
        />
      )
    case 'number':
      return (
        <Input
          id="answer"
          label={labelOf(words, fact)}
          value={draft.text}
          width="3"
          numeric
          wrong={wrong}
          onInput={text => onChange({ ...draft, text })}
        />
      )
    case 'text':
      return (
        <Input
          id="answer"
          label={labelOf(words, fact)}
          value={draft.text}
          wrong={wrong}
          onInput={text => onChange({ ...draft, text })}
        />
      )
    case 'instant': {
      const { when } = draft
      const set = (part: Partial<Draft['when']>): void => onChange({ ...draft, when: { ...when, ...part } })
      return (
        <div class="try-when">
          <Input id="answer" label="Date" type="date" value={when.date} wrong={wrong} onInput={date => set({ date })} />
          <Input
            id="answer-time"
            label="Time"
            type="time"
            value={when.time}
            wrong={wrong}
            onInput={time => set({ time })}
          />
        </div>
      )
    }
    case 'selects':
      return <Selects control={control} draft={draft} onChange={onChange} />
    case 'indicators':
      return null
  }
}

interface SelectsProps {
  readonly control: Extract<Control, { kind: 'selects' }>
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}

function Selects({ control: { keys, options }, draft, onChange }: SelectsProps) {
  const choose = (key: Option['value'], text: string): void => {
    const { [String(key)]: _, ...others } = draft.map
    const option = options.find(o => String(o.value) === text)
    onChange({ ...draft, map: option ? { ...others, [String(key)]: option.value } : others })
  }
  return (
    <>
      {keys.map(({ value: key, words }, i) => {
        const id = i === 0 ? 'answer' : `answer-${i}`
        return (
          <div class="try-select" key={key}>
            <label class="govuk-label" for={id}>
              {words}
            </label>
            <select class="govuk-select" id={id} onChange={event => choose(key, event.currentTarget.value)}>
              <option value="">Not known</option>
              {options.map(({ value, words: text }) => (
                <option key={value} value={String(value)} selected={draft.map[String(key)] === value}>
                  {text}
                </option>
              ))}
            </select>
          </div>
        )
      })}
    </>
  )
}
