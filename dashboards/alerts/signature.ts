// The name under what one writes where nobody has to log in: given by hand, and kept on this machine.
import { signal } from '@preact/signals';

const kept = 'efence.name';

export const givenName = signal(remembered());

export function remember(by: string): void {
  try {
    localStorage.setItem(kept, by);
  } catch {
    // A browser that keeps nothing asks for the name again.
  }
}

function remembered(): string {
  try {
    return localStorage.getItem(kept) ?? '';
  } catch {
    return '';
  }
}
