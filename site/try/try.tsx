import { render } from 'preact'
import { App } from './app.js'

const root = document.getElementById('try')
if (root) render(<App />, root)
