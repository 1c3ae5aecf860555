import './transport/no-generated-code.ts'
import '@fontsource-variable/inter/index.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
import './app/window.css'
import { createRoot } from 'react-dom/client'
import { startLanguage } from './app/language.ts'
import { Program } from './app/program.tsx'
import { StartFailure } from './app/start-failure.tsx'
import { installTrustedTypes, readStyleNonce } from './app/trusted-types.ts'
import { keepUntranslated } from './app/untranslated.ts'
import { asCallError } from './app/use-call.ts'
import { openTransport } from './transport/open-transport.ts'

installTrustedTypes()
const nonce = readStyleNonce()
const place = document.querySelector('#window')
if (place === null) throw new Error('The page has no place for the window')
keepUntranslated(place)
const root = createRoot(place)

try {
  await startLanguage('vi')
  const { transport, language } = await openTransport()
  root.render(<Program transport={transport} language={language} nonce={nonce} />)
} catch (error) {
  root.render(<StartFailure error={asCallError(error)} nonce={nonce} />)
}
