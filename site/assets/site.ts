import { createAll, ServiceNavigation, SkipLink } from 'govuk-frontend'
import { addFilters } from './filter.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
createAll(ServiceNavigation)
createAll(SkipLink)
addFilters()

if ('serviceWorker' in navigator && location.protocol !== 'file:')
  navigator.serviceWorker.register(new URL('../service-worker.js', import.meta.url)).catch(() => {
    // Without it the pages work as long as there is a network.
  })
