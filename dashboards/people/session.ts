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

export async function login(who: Login): Promise<Answer<Session>> {
  const answer = await ask<Session>(path, { body: who });
  if (answer.ok) session.value = { person: answer.value.person, demo: session.peek()?.demo ?? [] };
  return answer;
}

/** Whatever the page holds belongs to who was in: it begins anew. */
export async function logout(): Promise<void> {
  await ask<unknown>(path, { method: 'DELETE' });
  location.reload();
}

/** The hub refused the link: if that is because nobody is in any more, the page begins anew, at the login. */
export async function recheck(): Promise<void> {
  const answer = await ask<Session>(path);
  if (answer.ok && answer.value.person === null) location.reload();
}
