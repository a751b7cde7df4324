// Asks for the rules when the link is up, and again after each reconnect: a hub that is back may have others.
import { effect } from '@preact/signals';
import { askRules } from '../link/rules.ts';
import { rules } from '../state/rules.ts';
import { connected } from '../state/screen.ts';

const retryMs = 3_000;

export function startRules(): void {
  effect(() => {
    if (!connected.value) return undefined;
    const gone = new AbortController();
    void look(gone.signal);
    return () => gone.abort();
  });
}

/** Asks until it is told; what cannot be had now stays as it was. */
async function look(gone: AbortSignal): Promise<void> {
  for (;;) {
    const answer = await askRules(gone);
    if (gone.aborted) return;
    if (answer.ok) {
      rules.value = new Map(answer.value.rules.map((rule) => [rule.id, rule]));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}
