import js from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Name what you export: the same word everywhere can be searched for.',
}
const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Use a union of string literals: Node strips types and cannot build an enum.',
}

const dayMessage = 'A day is typed in src-renderer/ui/day-input: every other field reads it in another order.'
const noDayOfTheBrowser = {
  selector: "JSXAttribute[name.name='type'][value.value=/^(date|datetime-local|month|week)$/]",
  message: dayMessage,
}

const noOtherSearch = {
  selector: "JSXOpeningElement[name.name='Select'] > JSXAttribute[name.name='searchable']",
  message:
    'One of many is found in src-renderer/ui/search-select: there what is typed takes the place of the old name.',
}

export default defineConfig(
  globalIgnores([
    'node_modules',
    'dist',
    'release',
    'test-results',
    'playwright-report',
    'assets',
    'tests/fixtures',
  ]),
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // A number or a truth value in a sentence reads well and cannot go wrong.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // The map of calls and the journal's rows are typed by parameters that appear once.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Spreading a string walks its code points, which is what Vietnamese text in NFC needs.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Does not see that a branded number is a number.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/require-await': 'off',
      'no-restricted-syntax': ['error', noDefaultExport, noEnum],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    // dependency-cruiser sees imports; clock and randomness are globals.
    files: ['shared/domain/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Math',
          property: 'random',
          message: 'The domain has no randomness: take the value as a parameter.',
        },
        {
          object: 'Date',
          property: 'now',
          message: 'The domain has no clock: take the time as a parameter.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        noDefaultExport,
        noEnum,
        {
          selector: "NewExpression[callee.name='Date'][arguments.length=0]",
          message: 'The domain has no clock: take the time as a parameter.',
        },
      ],
    },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noEnum, noDayOfTheBrowser, noOtherSearch],
      // The window is built without the compiler that this is a note for.
      'react-hooks/incompatible-library': 'off',
    },
  },
  {
    files: ['src-renderer/ui/search-select.tsx'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, noEnum, noDayOfTheBrowser] },
  },
  {
    files: ['src-renderer/**/*.{ts,tsx}'],
    ignores: ['src-renderer/ui/day-input/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: '@mantine/dates', allowImportNames: ['DatesProvider'], message: dayMessage }],
          patterns: [{ regex: '^@mantine/dates/(?!styles)', message: dayMessage }],
        },
      ],
    },
  },
  {
    // What people start from a terminal speaks to the terminal.
    files: ['scripts/**', 'src-main/hosts/**', 'tests/**', '*.config.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tests/**'],
    rules: {
      // A test says what must be there; if it is not, the test fails, as it should.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum] },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
)
