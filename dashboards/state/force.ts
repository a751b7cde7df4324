// Which fences are in force now, by the windows that the hub told; what lies beyond those counts as in force. Pure.
import { windowsMost } from '../../geo/force.ts';
import type { ForceWindow, Port } from '../../hub/contracts/port.ts';

/** Where a fence stands among its windows: in one, before one, after the last, or where nothing was told. */
export type Force = { readonly is: 'on' | 'off'; readonly window: ForceWindow } | { readonly is: 'over' | 'untold' };

/** Undefined of a fence that is always in force. @param now ms */
export function forceOf(windows: readonly ForceWindow[] | undefined, now: number): Force | undefined {
  if (windows === undefined) return undefined;
  const window = windows.find(({ to = Infinity }) => now < to);
  if (window === undefined) return { is: windows.length < windowsMost ? 'over' : 'untold' };
  return { is: (window.from ?? -Infinity) <= now ? 'on' : 'off', window };
}

/** The fences that are not in force at that moment, ms. */
export const restingOf = (port: Port | undefined, now: number): string[] =>
  Object.entries(port?.windows ?? {}).flatMap(([fence, windows]) => {
    const { is } = forceOf(windows, now) ?? { is: 'on' };
    return is === 'off' || is === 'over' ? [fence] : [];
  });
