// InfluxDB 1.x behind four questions: is it there, how far back does it keep, take these points, where was this.
import { FieldType, InfluxDB, type ISchemaOptions } from 'influx';
import type { TrackPoint } from '../contracts/track.ts';
import type { Point } from './points.ts';

const timeoutMs = 10_000;
const { FLOAT, INTEGER, STRING } = FieldType;
const schema: ISchemaOptions[] = [
  {
    measurement: 'position',
    tags: ['key', 'kind', 'agent', 'feed'],
    fields: { lon: FLOAT, lat: FLOAT, event: STRING, sog_kn: FLOAT, cog_deg: FLOAT, accuracy_m: FLOAT },
  },
  {
    measurement: 'observation',
    tags: ['key', 'kind', 'agent', 'feed', 'type'],
    fields: { event: STRING, says: STRING },
  },
  {
    measurement: 'alert',
    tags: ['site', 'rule', 'key', 'severity', 'condition', 'feed'],
    fields: { alert: STRING, seq: INTEGER, change: STRING, revision: INTEGER, value: FLOAT, limit: FLOAT },
  },
];

/** It answered that it will not take them; sending the same again does not help. */
export class PointsRefused extends Error {}

export class InfluxStore {
  readonly #influx: InfluxDB;
  readonly #database: string;

  /** @param address such as `http://user:secret@127.0.0.1:8086/efence`: where it is, and which database of it */
  constructor(address: string) {
    const { protocol, hostname, port, username, password, pathname } = new URL(address);
    const isSecure = protocol === 'https:';
    this.#database = decodeURIComponent(pathname.slice(1));
    this.#influx = new InfluxDB({
      ...{ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 8086), protocol: isSecure ? 'https' : 'http' },
      ...(username !== '' && { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
      ...{ database: this.#database, schema, pool: { maxRetries: 0, requestTimeout: timeoutMs } },
    });
  }

  /** Makes the database where it is not there. @returns how far back it keeps, ms; Infinity for ever */
  async open(): Promise<number> {
    await this.#influx.createDatabase(this.#database);
    const policies = await this.#influx.showRetentionPolicies(this.#database);
    return keptMs(policies.find((policy) => policy.default)?.duration ?? '0s');
  }

  /** Twice the same point is once. @throws PointsRefused; anything else may pass */
  async write(points: readonly Point[]): Promise<void> {
    try {
      const all = points.map(({ time, ...point }) => ({ ...point, timestamp: time }));
      await this.#influx.writePoints(all, { precision: 'ms' });
    } catch (error) {
      const status = (error as { res?: { statusCode?: number } }).res?.statusCode;
      if (status === 400) throw new PointsRefused((error as Error).message.slice(0, 200));
      throw error;
    }
  }

  /** Where one was, the newest `most` between two moments, oldest first. */
  async track(key: string, { from, to, most }: { from: number; to: number; most: number }): Promise<TrackPoint[]> {
    const rows = await this.#influx.query<{ time: Date; lon: number; lat: number; agent: string }>(
      `SELECT lon, lat, agent FROM position WHERE "key" = $key AND time >= ${from}ms AND time <= ${to}ms ORDER BY time DESC LIMIT ${most}`,
      { placeholders: { key }, precision: 'ms' },
    );
    return rows.map(({ time, lon, lat, agent }) => ({ time: time.getTime(), lon, lat, by: agent })).reverse();
  }
}

/** As InfluxDB writes it: `168h0m0s`; `0s` is for ever. */
export function keptMs(duration: string): number {
  const [, h = 0, m = 0, s = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(duration) ?? [];
  const ms = Number(h) * 3_600_000 + Number(m) * 60_000 + Number(s) * 1000;
  return ms === 0 ? Infinity : ms;
}
