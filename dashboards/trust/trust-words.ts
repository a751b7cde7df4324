// What a tier means, and why it is one, in words. Pure: from what the hub told.

import type { Alert } from '../../hub/contracts/alert.ts';
import {
  type ClassScheme,
  classSchemes,
  legalClass,
  type SchemeId,
  schemeIds,
} from '../../hub/contracts/class-schemes.ts';
import type { Factor, NearestChange } from '../../hub/contracts/trust.ts';
import { type Lang, say } from '../words.ts';

/** What trust did to an alert's severity; undefined where nobody known is behind it. */
export function effectText(lang: Lang, { severity, integrity, trust }: Alert): string | undefined {
  if (trust === undefined) return undefined;
  const facts = { tier: trust.tier, from: trust.severity, to: severity };
  if (integrity) return say(lang, 'integrityStays', facts);
  if (severity > trust.severity) return say(lang, 'softened', facts);
  if (severity < trust.severity) return say(lang, 'hardened', facts);
  if (severity === 'S1' && trust.tier > 'T3') return say(lang, 'alreadyGravest', facts);
  if (severity === 'S4' && trust.tier === 'T1') return say(lang, 'alreadySlightest', facts);
  return say(lang, 'unsoftened', facts);
}

export function factorText(lang: Lang, { code, tier, values }: Factor): string {
  if (code === 'behaviour') {
    const { clean = 0, suspicious = 0, lower = 0 } = values;
    return say(lang, 'factor.behaviour', { clean, suspicious, lower: percent(Number(lower)), tier });
  }
  const scheme = schemeIds.find((id) => id === values['scheme']);
  if (scheme === undefined) return say(lang, 'factor.class.none', { tier });
  const { from = '', class: name = '' } = values;
  return say(lang, 'factor.class', {
    name: className(lang, scheme, String(name)),
    scheme: orderOf(lang, scheme),
    from,
    tier,
  });
}

const orderOf = (lang: Lang, scheme: SchemeId): string => (classSchemes[scheme] satisfies ClassScheme)[lang];
const className = (lang: Lang, scheme: SchemeId, name: string): string => legalClass(scheme, name)?.[lang] ?? name;

export const nearestText = (lang: Lang, { code, tier, count = 0 }: NearestChange): string =>
  say(lang, `nearest.${code}`, { tier, count });

/** 0.025 → 2.5 %. */
export const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
