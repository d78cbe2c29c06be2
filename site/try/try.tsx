import { render } from 'preact'
import * as z from 'zod'
import { App } from './app.js'

// The page forbids making code from text, and zod need not try.
z.config({ jitless: true })

const root = document.getElementById('try')
if (root) render(<App />, root)
