// Says any word of the page in Chinese or English; a word missing in one of them does not compile.
import type { Alert } from '../hub/contracts/alert.ts';
import { en } from './words/en.ts';
import { type Word, type Words, zh } from './words/zh.ts';

export type Lang = 'zh' | 'en';

export const words: Record<Lang, Words> = { zh, en };

export function say(lang: Lang, word: Word, facts: Record<string, string | number> = {}): string {
  return fill(words[lang][word], facts) ?? words[lang][word];
}

/** The template with its {names} filled, or undefined when a fact is missing. */
export function fill(template: string, facts: Record<string, string | number | undefined>): string | undefined {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  if (names.some((name) => facts[name] === undefined || facts[name] === '')) return undefined;
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(facts[name]));
}

/** The first of several templates, fullest first, whose facts are all there. */
export function fillFirst(
  templates: readonly string[],
  facts: Record<string, string | number | undefined>,
): string | undefined {
  for (const template of templates) {
    const said = fill(template, facts);
    if (said !== undefined) return said;
  }
  return undefined;
}

export const feedMark = (lang: Lang, feed: Alert['feed']): string => words[lang][feed];
