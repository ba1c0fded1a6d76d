/** House rules no plugin has: free text goes through one component, sealing through one room. */

/** Kinds of input that take no free text. One whose kind is only known later may take it. */
const CLOSED_KINDS = /^(radio|checkbox|range|date|time|search|file)$/;

const BARE_FIELDS =
  ':matches(SvelteElement[name.name="textarea"], SvelteElement[name.name="input"])' +
  `:not(:has(SvelteAttribute[key.name="type"] SvelteLiteral[value=${CLOSED_KINDS}]))`;

/** The ways to type: one for what is read, one for what opens it. */
const FIELD_PARTS = ['src/core/ui/FreeText.svelte', 'src/core/ui/PassphraseField.svelte'];

const TYPING = 'free text goes through core/ui/FreeText.svelte, or the browser keeps a copy';

/** What is fetched later keeps to the order of the rooms as well; the built-in rule does not look. */
const later = {
  meta: { schema: [{ type: 'object' }] },
  create(context) {
    const { rooms = [], stores = null } = context.options[0] ?? {};
    return {
      ImportExpression(node) {
        const from = String(node.source.value ?? '');
        const isUpwards = from.split('/').some((part) => rooms.includes(part));
        if (isUpwards || (stores && new RegExp(stores).test(from))) {
          context.report({
            node,
            message: `{{from}} may not be fetched from here`,
            data: { from },
          });
        }
      },
    };
  },
};

/** By whatever name the global goes, and taken apart or not. */
const sealing = {
  create(context) {
    const message = 'only the vault seals and opens';
    const judge = (key, node) => key.name === 'subtle' && context.report({ node, message });
    return {
      MemberExpression: (node) => judge(node.property, node),
      'ObjectPattern > Property': (node) => judge(node.key, node),
    };
  },
};

export const interlude = { rules: { later, sealing } };

export const house = [
  { plugins: { interlude } },
  {
    files: ['src/**/*.svelte'],
    ignores: FIELD_PARTS,
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: BARE_FIELDS, message: TYPING },
        { selector: 'SvelteAttribute[key.name="contenteditable"]', message: TYPING },
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
    rules: { 'interlude/sealing': 'error' },
  },
];
