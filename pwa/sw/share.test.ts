import { beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal(
    'Response',
    class extends Response {
      static override redirect(url: string, status: number) {
        return new Response(null, { status, headers: { location: url } });
      }
    },
  );
});

const share = () => import('./share');
const request = (form: FormData) => ({ formData: () => Promise.resolve(form) }) as Request;
const given = async () => {
  const port = { postMessage: vi.fn() };
  (await share()).hand(port as unknown as MessagePort);
  return port.postMessage.mock.calls[0]?.[0] as unknown;
};

test('a shared file is handed to one page, once', async () => {
  const form = new FormData();
  form.append('calendar', new File(['BEGIN:VCALENDAR'], 'week.ics'));
  const answer = await (await share()).take(request(form));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/day/calendar?shared']);
  expect(await given()).toBeInstanceOf(File);
  expect(await given()).toBeNull();
});

test('what is no file is none, and what came before it is forgotten', async () => {
  const file = new FormData();
  file.append('calendar', new File(['x'], 'week.ics'));
  const { take } = await share();
  await take(request(file));
  const text = new FormData();
  text.append('calendar', 'BEGIN:VCALENDAR');
  await take(request(text));
  expect(await given()).toBeNull();
});

test('a form that cannot be read leads to the same page', async () => {
  const broken = { formData: () => Promise.reject(new TypeError('no form')) } as unknown as Request;
  expect((await (await share()).take(broken)).status).toBe(303);
  expect(await given()).toBeNull();
});
