/** House rules no plugin has: free text goes through one component, sealing through one module. */

const BARE_FIELDS =
  ':matches(SvelteElement[name.name="textarea"], SvelteElement[name.name="input"])' +
  ':not(:has(SvelteAttribute[key.name="type"] SvelteLiteral[value=/^(radio|checkbox|range|time|search)$/]))';

/** The parts that are the one way to type, choose or search. */
const FIELD_PARTS = ['src/core/ui/FreeText.svelte'];

export const house = [
  {
    files: ['src/**/*.svelte'],
    ignores: FIELD_PARTS,
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: BARE_FIELDS,
          message: 'free text goes through core/ui/FreeText.svelte, or the browser keeps a copy',
        },
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'the content security policy refuses style attributes; use style:name={value}',
        },
        {
          selector: 'SvelteElement[name.name="input"]:not(:has(SvelteAttribute[key.name="type"]))',
          message: 'say what kind of input this is',
        },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,svelte}'],
    ignores: ['src/vault/**', '**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'crypto', property: 'subtle', message: 'only the vault seals and opens' },
      ],
    },
  },
];
