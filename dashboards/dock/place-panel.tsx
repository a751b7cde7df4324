// What the port plan says of what was clicked: purpose, stage, who may do what there, and how sure we are of it.
import { serverNow } from '../clock.ts';
import { lang, t } from '../language.ts';
import { seesOf } from '../state/coverage.ts';
import { forceOf } from '../state/force.ts';
import type { Place } from '../state/port-index.ts';
import { placeIn, placeName, refOf } from '../state/port-index.ts';
import { nameOf, port, portIndex, segments, timeZone } from '../state/screen.ts';
import { things } from '../thing-words.ts';
import { moment, spanText } from '../times.ts';
import type { Word } from '../words/zh.ts';
import { Panel } from './panel.tsx';

type Fact = readonly [name: Word, fact: string];

export function PlacePanel({ refs }: { readonly refs: readonly string[] }) {
  const places = refs.flatMap((ref) => placeIn(portIndex.value, ref) ?? []);
  const [first] = places;
  return (
    <Panel
      id="place"
      label={t('places')}
      heading={places.length === 1 && first ? placeName(first, lang.value) : t('places')}
    >
      {places.map((place) => (
        <article key={refOf(place)}>
          <h3>
            {placeName(place, lang.value)} <span class="muted">{t(`is.${place.is}`)}</span>
          </h3>
          <dl>
            {factsOf(place).flatMap(([name, fact]) => [
              <dt key={name}>{t(name)}</dt>,
              <dd key={`${name}=`}>{fact}</dd>,
            ])}
          </dl>
        </article>
      ))}
    </Panel>
  );
}

function factsOf(place: Place): Fact[] {
  return [...ownFacts(place), ...stageOf(place), ['id', place.id], ...doubtOf(place)];
}

function ownFacts(place: Place): Fact[] {
  switch (place.is) {
    case 'fence':
      return fenceFacts(place.entry);
    case 'segment':
      return [['sensors', place.entry.properties.sensors.map(nameOf).join(t('listComma'))]];
    case 'site':
      return [['kind', t(`site.${place.entry.kind}`)]];
    case 'wharf':
      return [
        ['berths', place.entry.berths.join(t('listComma'))],
        ['openToForeign', `${t(place.entry.open ? 'yes' : 'no')} ${place.entry.decision ?? ''}`],
      ];
    case 'lane':
      return [
        ['direction', t(`direction.${place.entry.direction}`)],
        ['gate', place.entry.gate],
        ['is.fence', nameOf(place.entry.fence)],
      ];
    default:
      return deviceFacts(place.entry);
  }
}

type Fence = Extract<Place, { is: 'fence' }>['entry'];

function fenceFacts({ id, geometry, properties }: Fence): Fact[] {
  const { purpose, restricted, allowed, release, inspection, dwellMinutes, ...wide } = properties;
  const words: Fact[] = [['purpose', `${t(`purpose.${purpose}`)}${restricted ? ` · ⊘ ${t('restricted')}` : ''}`]];
  const kinds = (all: readonly string[]) => all.map((kind) => t(`kind.${kind}` as Word)).join(t('listComma'));
  if (allowed !== undefined && allowed.length > 0)
    words.push(['allowed', allowed.map(allowedText).join(t('listComma'))]);
  if (release !== undefined && release.length > 0) words.push(['needsRelease', kinds(release)]);
  if (inspection === true) words.push(['sealsMayOpen', t('yes')]);
  for (const [kind, minutes] of Object.entries(dwellMinutes ?? {}))
    words.push(['dwellLimit', `${kinds([kind])} ${spanText(lang.value, minutes * 60_000)}`]);
  const force = forceText(id);
  if (force !== undefined) words.push(['inForce', [force, wide.schedule].filter(Boolean).join(' · ')]);
  if (geometry.type === 'MultiPolygon') words.push(['kind', t('areaParts', { n: geometry.coordinates.length })]);
  if (wide.widthM !== undefined) words.push(['kind', t('corridorWidth', { m: [wide.widthM].flat().join(' / ') })]);
  if (wide.radiusM !== undefined) words.push(['kind', t('circleRadius', { m: wide.radiusM })]);
  return words;
}

/** Whether it is in force, and when that changes next; undefined where it always is. */
function forceText(fence: string): string | undefined {
  const force = forceOf(port.value?.windows[fence], serverNow());
  if (force === undefined) return undefined;
  if (!('window' in force)) return t(`force.${force.is}`);
  const at = (time: number | undefined) => (time === undefined ? undefined : moment(time, timeZone.value));
  const [from, to] = [at(force.window.from), at(force.window.to)];
  if (force.is === 'on') return to === undefined ? t('force.on') : t('force.until', { to });
  return to === undefined ? t('force.from', { from: from ?? '' }) : t('force.between', { from: from ?? '', to });
}

/** A key, or a whole kind. */
const allowedText = (told: string): string =>
  told.startsWith('kind:') ? t(`kinds.${told.slice('kind:'.length)}` as Word) : things(lang.value, told);

function deviceFacts({ id, kind, agent, lane, fence }: Extract<Place, { is: 'device' }>['entry']): Fact[] {
  const sees = seesOf(id, segments.value.values());
  const state = t(sees === undefined ? 'seesUnknown' : sees ? 'sees' : 'seesNot');
  const looksAt = lane ?? fence;
  return [
    ['kind', t(`device.${kind}`)],
    ['state', state],
    ['source', agent],
    ...(looksAt === undefined ? [] : [['inside', nameOf(looksAt)] as const]),
  ];
}

/** A site that is not active is told wherever something of it is looked at. */
function stageOf(place: Place): Fact[] {
  const site = place.is === 'fence' || place.is === 'segment' ? place.entry.properties.site : siteOf(place);
  const entry = port.value?.sites.find(({ id }) => id === site);
  if (entry === undefined) return [['site', site]];
  return [
    ['site', entry.name[lang.value]],
    ['lifecycle', t(`lifecycle.${entry.lifecycle}`)],
  ];
}

const siteOf = (place: Exclude<Place, { is: 'fence' | 'segment' }>): string =>
  place.is === 'site' ? place.id : place.entry.site;

function doubtOf(place: Place): Fact[] {
  const doubt = place.is === 'fence' || place.is === 'segment' ? place.entry.properties : place.entry;
  if (!('confidence' in doubt)) return [];
  return [
    ['confidence', t(`confidence.${doubt.confidence}`)],
    ['basis', doubt.source],
  ];
}
