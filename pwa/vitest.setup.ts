/** Compiles the words once before any test: components import them, and git does not keep them. */

export async function setup(): Promise<void> {
  const { compileMessages } = await import('./tools/messages.mjs');
  await compileMessages();
}
