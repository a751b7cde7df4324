// How a thing is called where only its key is known: `container:MSKU1234565` is "container MSKU1234565". Pure.
import type { AssetKind } from '../hub/contracts/port.ts';
import { type Lang, say } from './words.ts';

const kindOfScheme: Readonly<Record<string, AssetKind>> = {
  mmsi: 'vessel',
  vehicle: 'vehicle',
  container: 'container',
  seal: 'seal',
};

const schemeOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf(':')));

/** The kind of asset a key names; undefined when it names none, but a lane, a device, an agent. */
export const kindOf = (key: string): AssetKind | undefined => kindOfScheme[schemeOf(key)];

/** The key without its scheme: the plate, the container number, the MMSI. */
export const bare = (key: string): string => key.slice(key.indexOf(':') + 1);

export function thing(lang: Lang, key: string): string {
  const scheme = schemeOf(key);
  if (scheme === 'mmsi') return `MMSI ${bare(key)}`;
  if (scheme === 'tag' || scheme === 'plate') return `${say(lang, `kind.${scheme}`)} ${bare(key)}`;
  const kind = kindOfScheme[scheme];
  return kind === undefined ? key : `${say(lang, `kind.${kind}`)} ${bare(key)}`;
}

/** Several of them in one text, as a fact may hold. */
export const things = (lang: Lang, told: string): string =>
  told
    .split(/[\s,;、]+/)
    .map((one) => thing(lang, one))
    .join(say(lang, 'listComma'));
