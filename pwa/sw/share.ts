/**
 * One file shared with the app, held in memory until the page it opens asks for it. Should the browser stop
 * this worker in between, it is gone, and the page lets a person pick it.
 */

/** What the manifest calls it. */
const NAME = 'calendar';

let held: File | null = null;

/** A phone shares by sending a form. What came before it is forgotten. */
export async function take(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => null);
  const given = form?.get(NAME);
  held = given instanceof File ? given : null;
  return Response.redirect('/day/calendar?shared', 303);
}

/** To one page, once. */
export function hand(port: MessagePort | undefined): void {
  port?.postMessage(held);
  held = null;
}
