// Dashboards and programs at the socket, by everybody: what each is sent while things happen at two sites.
import { io, type Socket } from 'socket.io-client';
import type { Alert } from '../../hub/contracts/alert.ts';
import type { SyncAnswer } from '../../hub/contracts/socket.ts';
import { until } from '../a-port.ts';
import { boss, type PeopledPort } from './a-peopled-port.ts';
import { type Who, whos } from './permissions.ts';

/** By message, all that came of it as text. */
export type Heard = ReadonlyMap<string, string>;

/** @returns what each was sent, once everything that happened was told to whoever sees it all; undefined for who is not let in */
export async function heardBy(port: PeopledPort): Promise<ReadonlyMap<Who, Heard | undefined>> {
  const sockets: Socket[] = [];
  const comers = await Promise.all(whos.map(async (who) => [who, await comes(port, who, sockets)] as const));
  const here = new Map(comers.flatMap(([who, heard]) => (heard === undefined ? [] : [[who, heard] as const])));
  // Of the other site first: when their own has come, what came before it has come as well.
  for (const { site, ...place } of [port.other, port.own]) {
    const digit = site === port.own.site ? 1 : 2;
    await place.tell('asset.position', `vehicle:粤S${digit}8888`, {
      lon: digit === 1 ? 113.578 : 113.5985,
      lat: 22.865,
    });
    await place.cutSeals(`HL${digit}999999`);
    await place.leave(`粤S${digit}9999`);
    await until(`an alert at ${site}`, async () => {
      const { json } = await port.ask(boss, `/api/v1/alerts?key=seal:HL${digit}999999`);
      return (json as unknown as { alerts: Alert[] }).alerts[0];
    });
    const everything = [`粤S${digit}8888`, `HL${digit}999999`, `粤S${digit}9999`];
    await until(`the port’s monitor was sent all of ${site}`, () => allIn(here.get('MO'), everything));
  }
  for (const [who, heard] of here)
    await until(
      `${who} was sent what happened at home`,
      () => allIn(heard, ['粤S18888', 'HL1999999']) && heard.has('beat'),
    );
  for (const socket of sockets) socket.disconnect();
  return new Map(comers);
}

const allIn = (heard: Heard | undefined, words: readonly string[]): boolean => {
  const text = [...(heard ?? [])].map(([, said]) => said).join();
  return words.every((word) => text.includes(word));
};

async function comes(port: PeopledPort, who: Who, sockets: Socket[]): Promise<Map<string, string> | undefined> {
  const socket = io(port.hub.web, {
    ...{ transports: ['websocket'], reconnection: false, forceNew: true },
    extraHeaders: { ...port.comesBy.get(who) },
  });
  sockets.push(socket);
  const heard = new Map<string, string>();
  socket.onAny((message: string, said) => heard.set(message, `${heard.get(message) ?? ''}${JSON.stringify(said)}`));
  const isIn = await new Promise<boolean>((done) => {
    socket.once('connect', () => done(true));
    socket.once('connect_error', () => done(false));
  });
  if (!isIn) return undefined;
  const synced = (await socket.timeout(20_000).emitWithAck('sync', {})) as { value: SyncAnswer };
  const { live, alerts, checks } = synced.value;
  heard.set('sync', JSON.stringify({ live, alerts }));
  if (checks.checks.length > 0) heard.set('checks', JSON.stringify(checks));
  return heard;
}
