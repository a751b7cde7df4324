// A source of alerts as the page calls it: the rule by its name, and what it is about.
import { ruleName } from '../alert-words.ts';
import { nameOf } from '../state/screen.ts';
import { bare, kindOf, thing } from '../thing-words.ts';
import type { Lang } from '../words.ts';

export function sourceText(lang: Lang, { rule, key }: { readonly rule: string; readonly key: string }): string {
  const name = kindOf(key) === undefined ? nameOf(bare(key)) : thing(lang, key);
  return `${ruleName(lang, rule)} · ${name}`;
}
