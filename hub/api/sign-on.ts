// Signing on over the web: off to the issuer, back from it, and off again to prove who one is. What goes wrong the page is told.
import type { ErrorCode } from '../errors.ts';
import type { Off, SignOnDoor } from '../identity/sign-on-door.ts';
import { callbackPath } from '../identity/sign-on-file.ts';
import type { Answer, Asked, Route } from './route.ts';

const path = '/api/v1/sign-on';

/** @param door undefined: nobody signs on here. @param entered hears that somebody came or went */
export function signOnRoutes(door: SignOnDoor | undefined, entered: () => void): readonly Route[] {
  const get = (way: string, answer: Route['answer']): Route => ({ method: 'get', path: way, needs: 'nothing', answer });
  return [
    get(path, async (asked) => away(asked, await (door?.begin(asked.headers) ?? 'sign-on-off'))),
    get(`${path}/proof`, async (asked) => away(asked, await (door?.beginProof(asked.headers) ?? 'sign-on-off'))),
    get(callbackPath, async (asked) => {
      const { headers, query } = asked;
      const told = new URLSearchParams(Object.entries(query).flatMap(([name, all]) => all.map((one) => [name, one])));
      const back = await (door?.finish(headers, told) ?? { code: 'sign-on-off' as const });
      entered();
      return typeof back === 'string' ? to('/', back) : refused(asked, back.code);
    }),
  ];
}

const away = (asked: Asked, off: Off | ErrorCode): Answer =>
  typeof off === 'string' ? refused(asked, off) : to(off.url.href, off.cookie);

/** A browser is shown the page, which says it in words; a program gets the code. */
function refused({ headers }: Asked, code: ErrorCode): Answer {
  return headers.accept?.includes('text/html') === true ? to(`/?trouble=${code}`) : code;
}

const to = (location: string, cookie?: string): Answer => ({
  status: 303,
  headers: { location, ...(cookie !== undefined && { 'set-cookie': cookie }) },
});
