// A matcher in Alertmanager's grammar: a label, an operator, a value. Expressions are RE2's, anchored, in linear time.
import { RE2JS } from 're2js';

export type Labels = Readonly<Record<string, string>>;

/** Does an alert of these labels match? A label that is not there is empty. */
export type Matcher = (labels: Labels) => boolean;

const grammar = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s;
/** An expression longer than this matches no label that is one of ours. */
const patternMost = 1000;

/** @throws Error in words, for what Alertmanager 0.25 would not take either */
export function readMatcher(text: string): Matcher {
  const [, name, operator, raw] = grammar.exec(text) ?? [];
  if (name === undefined || operator === undefined || raw === undefined)
    throw new Error(`${text} is no matcher, such as severity="S1" or site=~"a|b"`);
  const value = unquoted(raw, text);
  if (operator === '=') return (labels) => (labels[name] ?? '') === value;
  if (operator === '!=') return (labels) => (labels[name] ?? '') !== value;
  const matches = readPattern(value);
  return operator === '=~' ? (labels) => matches(labels[name] ?? '') : (labels) => !matches(labels[name] ?? '');
}

/** `match` and `match_re`, the older spelling: the value is taken as it is. */
export function olderMatcher(name: string, value: string, isPattern: boolean): Matcher {
  if (!isPattern) return (labels) => (labels[name] ?? '') === value;
  const matches = readPattern(value);
  return (labels) => matches(labels[name] ?? '');
}

/** Several in one line, `{a="b", c=~"d"}` or without the braces; a comma within quotes is part of a value. */
export function readMatchers(text: string): Matcher[] {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1] ?? text;
  const parts = inner.match(/(?:[^",]|"(?:\\.|[^"\\])*")+/gs) ?? [];
  if (inner.replace(/(?:[^",]|"(?:\\.|[^"\\])*")+/gs, '').replaceAll(',', '') !== '')
    throw new Error(`${text} has a quote that is not closed`);
  return parts.filter((part) => part.trim() !== '').map(readMatcher);
}

function readPattern(value: string): (text: string) => boolean {
  if (value.length > patternMost) throw new Error(`an expression of ${value.length} characters is too long`);
  try {
    const pattern = RE2JS.compile(`^(?:${value})$`, RE2JS.DOTALL);
    return (text) => pattern.matches(text);
  } catch (error) {
    throw new Error(`${value} is no expression of RE2: ${(error as Error).message}`);
  }
}

/** Quoted with \" \\ and \n in it, or bare. */
function unquoted(raw: string, text: string): string {
  if (!raw.startsWith('"')) {
    if (raw.includes('"')) throw new Error(`${text} has a quote within its value; quote the whole`);
    return raw;
  }
  const inner = /^"((?:\\.|[^"\\])*)"$/s.exec(raw)?.[1];
  if (inner === undefined) throw new Error(`${text} has a quote that is not closed`);
  return inner.replace(/\\(.)/gs, (_, one: string) =>
    one === 'n' ? '\n' : one === '"' || one === '\\' ? one : `\\${one}`,
  );
}
