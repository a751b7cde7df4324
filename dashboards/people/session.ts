// Who is looking at the page, and what they may: asked once at the start, and again when the hub no longer lets them in.
import { computed, signal } from '@preact/signals';
import type { Login, Right, Session } from '../../hub/contracts/person.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from '../link/ask.ts';

const path = '/api/v1/session';
const retryMs = 3_000;

/** Undefined until the hub has said. */
export const session = signal<Session | undefined>(undefined);
export const person = computed(() => session.value?.person ?? undefined);

export const may = (right: Right): boolean => person.value?.rights.includes(right) ?? false;

/** Nobody has to log in, and the hub knows no names. */
export const isLocal = computed(() => person.value?.role === 'local');

/** Asks until it is told. */
export async function startSession(): Promise<void> {
  for (;;) {
    const answer = await ask<Session>(path);
    if (answer.ok) {
      session.value = answer.value;
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Pages of one browser have one cookie: what one of them does about it concerns the others. */
const others = new BroadcastChannel('efence.session');

/** Hears when another page of this browser comes in or goes. */
export function heedOthers(): void {
  others.addEventListener('message', () => void recheck());
}

export async function login(who: Login): Promise<Answer<Session>> {
  const answer = await ask<Session>(path, { body: who });
  if (!answer.ok) return answer;
  session.value = { person: answer.value.person, demo: session.peek()?.demo ?? [] };
  others.postMessage('in');
  return answer;
}

/** Whatever the page holds belongs to who was in: it begins anew. */
export async function logout(): Promise<void> {
  await ask<unknown>(path, { method: 'DELETE' });
  others.postMessage('out');
  location.reload();
}

/** Whoever is in now is not who the page was for, or may not do what they might: it begins anew. */
export async function recheck(): Promise<void> {
  const answer = await ask<Session>(path);
  if (answer.ok && JSON.stringify(answer.value.person) !== JSON.stringify(session.peek()?.person ?? null))
    location.reload();
}
