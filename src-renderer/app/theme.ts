import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  mergeThemeOverrides,
} from '@mantine/core'

/** A calm official blue; shade 8 carries white text at 5.9:1. */
const official: MantineColorsTuple = [
  '#eef4fa',
  '#dbe7f3',
  '#b9d0e7',
  '#92b5d9',
  '#6f9dcc',
  '#558bc2',
  '#437fbb',
  '#346ca4',
  '#235d95',
  '#124a7c',
]

/** Dark surfaces of the same blue-grey as the variables of the window. */
const dusk: MantineColorsTuple = [
  '#e4e9ee',
  '#b8c2cc',
  '#a9b4bf',
  '#6b7783',
  '#4a5662',
  '#2f3a45',
  '#222b34',
  '#1a2129',
  '#151b22',
  '#12181e',
]

const look = createTheme({
  primaryColor: 'official',
  primaryShade: { light: 8, dark: 7 },
  colors: { official, dark: dusk },
  fontFamily: "'Inter Variable', 'Segoe UI', 'Noto Sans', sans-serif",
  headings: {
    fontFamily: "'Inter Variable', 'Segoe UI', 'Noto Sans', sans-serif",
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.35' },
      h2: { fontSize: '1.125rem', lineHeight: '1.4' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  // Older eyes: nothing below 13 px, running text at 15 px.
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.5' },
  defaultRadius: 'sm',
  radius: { xs: '0.1875rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  cursorType: 'pointer',
  focusRing: 'auto',
  autoContrast: true,
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: { centered: true, radius: 'md', overlayProps: { backgroundOpacity: 0.35 } },
      // The title of a dialog speaks louder than the labels below it; its marks do not touch in a second line.
      styles: {
        title: { fontSize: '1.125rem', fontWeight: 600, lineHeight: 1.35 },
        header: { alignItems: 'flex-start' },
      },
    },
    // Hints stand under their field on every page; the focus ring keeps clear of the label.
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] },
      styles: { label: { marginBottom: '0.25rem' }, description: { marginTop: '0.25rem' } },
    },
    // What was chosen from a long list is read whole.
    Pill: {
      styles: {
        root: {
          flex: '0 1 auto',
          justifyContent: 'space-between',
          height: 'auto',
          minHeight: 'var(--pill-height)',
          paddingBlock: '0.1rem',
          borderRadius: '0.375rem',
          fontSize: '0.875rem',
          lineHeight: 1.35,
        },
        label: { height: 'auto', lineHeight: 'inherit', whiteSpace: 'normal', overflow: 'visible' },
      },
    },
    // Two heights of buttons: beside fields, and in rows of a list; the same letters in both.
    Button: {
      vars: (_theme: unknown, { size }: { size?: unknown }) =>
        typeof size === 'string' && size.startsWith('compact')
          ? { root: { '--button-height': '1.875rem', '--button-fz': '0.9375rem' } }
          : { root: {} },
    },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: '24rem' } },
    Select: { defaultProps: { checkIconPosition: 'right', allowDeselect: false } },
    Tabs: { defaultProps: { keepMounted: false } },
    TextInput: { defaultProps: { autoComplete: 'off' } },
  },
})

/** The look of the window; `close` names, in the language on screen, the cross of a dialog. */
export function themeFor(close: string): MantineThemeOverride {
  return mergeThemeOverrides(look, {
    components: {
      // A dialog opens on what it is about; whoever has no mouse shuts it by Escape.
      ModalCloseButton: { defaultProps: { 'aria-label': close, tabIndex: -1 } },
      // The window has one banner, its top bar: the head of a dialog is none.
      ModalHeader: { defaultProps: { role: 'presentation' } },
    },
  })
}

/** Mantine's own greys and reds for small text miss the contrast that WCAG AA asks for. */
export const resolveColours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#52606f',
    '--mantine-color-placeholder': '#65727f',
    '--mantine-color-error': '#b42318',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1b2733',
    '--mantine-color-default-border': '#b9c3cd',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b4bf',
    '--mantine-color-placeholder': '#98a4b0',
    '--mantine-color-error': '#ff8f85',
    '--mantine-color-body': '#1a2129',
    '--mantine-color-text': '#e4e9ee',
    '--mantine-color-default-border': '#4a5662',
  },
})
