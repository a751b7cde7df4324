// Who carries whom, by the associations folded so far: a fact like any other, which may come late.
import type { KeyEvent } from '../flow.ts';

/** `carries` is sorted. Of a tag or a plate the carrier is the thing it belongs to. */
export interface Ties {
  readonly carries: readonly string[];
  readonly carrier: string | undefined;
  /** By whom it was put down last, and when, ms: that one says where. */
  readonly parted?: { readonly by: string; readonly at: number } | undefined;
}

export const untied: Ties = { carries: [], carrier: undefined };

/** A child has one parent at a time: the last one named. A parent learns of what was taken from it only when it is named. */
export function tiesAfter(ties: Ties, event: KeyEvent, key: string): Ties {
  if (event.kind !== 'association') return ties;
  const { action, children, from } = event.data;
  const parent = event.subject;
  if (key === parent)
    return { ...ties, carries: action === 'remove' ? without(ties, children) : withAll(ties, children) };
  if (key === from && action === 'move') return { ...ties, carries: without(ties, children) };
  if (!children.includes(key)) return ties;
  if (action !== 'remove') return { ...ties, carrier: parent };
  return ties.carrier === parent ? { ...ties, carrier: undefined, parted: { by: parent, at: event.time } } : ties;
}

const without = ({ carries }: Ties, children: readonly string[]): readonly string[] =>
  carries.filter((child) => !children.includes(child));

/** Things a carrier may be believed to carry; more is no load but a list. */
const carriesMost = 64;

const withAll = ({ carries }: Ties, children: readonly string[]): readonly string[] =>
  [...new Set([...carries, ...children])].sort().slice(0, carriesMost);
