// Which language the page speaks: the address says, else what was chosen before, else what the browser prefers.
import { signal } from '@preact/signals';
import type { Word } from './words/zh.ts';
import { type Lang, say } from './words.ts';

const stored = 'efence.lang';

export const lang = signal<Lang>('zh');

export const t = (word: Word, facts?: Record<string, string | number>): string => say(lang.value, word, facts);

export function startLanguage(): void {
  const heed = () => speak(asked(location.hash) ?? remembered() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'));
  addEventListener('hashchange', heed);
  heed();
}

export function choose(next: Lang): void {
  try {
    localStorage.setItem(stored, next);
  } catch {
    // A browser that keeps nothing still has the address.
  }
  const hash = new URLSearchParams(location.hash.slice(1));
  hash.set('lang', next);
  history.replaceState(null, '', `#${hash}`);
  speak(next);
}

function speak(next: Lang): void {
  lang.value = next;
  document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
  document.title = say(next, 'title');
}

function asked(hash: string): Lang | undefined {
  return langOf(new URLSearchParams(hash.slice(1)).get('lang'));
}

function remembered(): Lang | undefined {
  try {
    return langOf(localStorage.getItem(stored));
  } catch {
    return undefined;
  }
}

const langOf = (text: string | null): Lang | undefined => (text === 'zh' || text === 'en' ? text : undefined);
