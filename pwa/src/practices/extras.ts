/** Practices that are not in the catalogue: fetched and read only where one of them is asked for. */

/** Somebody's own, or a day of a course. */
export const isExtra = (id: string): boolean => /^(own|course)-/.test(id);

/** They are there once this resolves, or were lost. */
export async function openExtras(id: string): Promise<void> {
  if (id.startsWith('own-')) {
    const { ownPractices } = await import('./own/store.svelte');
    await ownPractices.open();
  } else if (id.startsWith('course-')) {
    const { coursesStore } = await import('./courses/store.svelte');
    await coursesStore.open();
  }
}

/** A day of a course that was played is done. */
export async function played(id: string): Promise<void> {
  if (!id.startsWith('course-')) return;
  const { coursesStore } = await import('./courses/store.svelte');
  await coursesStore.played(id);
}
