// Asks the hub for the port: its sites, fences, segments, lanes, devices, names and time zone.
import type { Port } from '../../hub/contracts/port.ts';
import type { Answer } from '../../hub/contracts/socket.ts';
import { ask } from './ask.ts';

export const askPort = (): Promise<Answer<Port>> => ask<Port>('/api/v1/port');
