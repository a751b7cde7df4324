// Finds assets by id, name, plate or container number, as a person types them: in any case, width and spacing. Pure.
import type { AssetKind } from '../../hub/contracts/port.ts';
import type { AssetRow } from '../../hub/contracts/socket.ts';

/** Rows listed; the rest is counted, for nobody reads a list of ten thousand. */
export const listedMost = 50;

export interface Sought {
  readonly query: string;
  readonly kinds: ReadonlySet<AssetKind>;
  readonly alerting: ReadonlySet<string>;
}

export interface Found {
  readonly listed: readonly AssetRow[];
  readonly of: number;
}

/** The ones with open alerts first, then those that begin with what was typed, then the newest. */
export function find(assets: Iterable<AssetRow>, { query, kinds, alerting }: Sought): Found {
  const wanted = plain(query);
  const ranked: { readonly asset: AssetRow; readonly rank: number }[] = [];
  for (const asset of assets) {
    const fit = kinds.has(asset.kind) || wanted !== '' ? fitOf(asset, wanted) : undefined;
    if (fit !== undefined) ranked.push({ asset, rank: fit + (alerting.has(asset.id) ? 0 : 2) });
  }
  ranked.sort((a, b) => a.rank - b.rank || b.asset.time - a.asset.time || (a.asset.id < b.asset.id ? -1 : 1));
  return { listed: ranked.slice(0, listedMost).map(({ asset }) => asset), of: ranked.length };
}

/** Full width to half, small letters, no spaces, hyphens or dots: 粤Ｂ·12345 is 粤b12345. */
export const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.·•]/g, '');

/** 0 when a name or the id itself begins so, 1 when it is in it, undefined when it is not. */
function fitOf({ id, name }: AssetRow, wanted: string): 0 | 1 | undefined {
  if (wanted === '') return 0;
  const texts = [id, id.slice(id.indexOf(':') + 1), name ?? ''].map(plain);
  if (texts.some((text) => text.startsWith(wanted))) return 0;
  return texts.some((text) => text.includes(wanted)) ? 1 : undefined;
}
