import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { isolated } from './isolated.ts'

/** Every subject's sentences in both languages: `shared/text/vi/sheet.json` is the namespace `sheet`. */
const files = import.meta.glob<Record<string, unknown>>('../../shared/text/*/*.json', {
  eager: true,
  import: 'default',
})

export type Language = 'vi' | 'en'

/** Loads the sentences; nothing is fetched at run time. */
export async function startLanguage(language: Language): Promise<void> {
  const resources: Record<string, Record<string, Record<string, unknown>>> = { vi: {}, en: {} }
  for (const [file, sentences] of Object.entries(files)) {
    const [, folder = '', subject = ''] = /\/(\w+)\/(\w+)\.json$/.exec(file) ?? []
    const ofLanguage = (resources[folder] ??= {})
    ofLanguage[subject] = sentences
  }
  await i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'vi',
    defaultNS: 'common',
    // React escapes what it shows; a name in a sentence must not turn the rest of it.
    interpolation: { escapeValue: true, escape: isolated },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** Changes the language of everything on screen at once. */
export async function changeLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
