/** Hands a file to the person, through the phone's own downloads. */

const KEEP_MS = 60_000;

export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  // Never part of the page: the router takes a click on a link in it for a way to another screen.
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}

/** Everything on this phone as a file. False when none could be made. */
export async function saveAll(exportAll: () => Promise<Blob>): Promise<boolean> {
  try {
    saveFile(await exportAll(), 'interlude.json');
    return true;
  } catch {
    return false;
  }
}

/** False when the browser would not, as without the person's leave. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
