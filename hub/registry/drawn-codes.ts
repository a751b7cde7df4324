// How grave what is said of a drawing is.
import { type DrawnCode, drawnCodes, type Weight } from '../contracts/drawn-codes.ts';
import type { Fault } from '../files/place.ts';

export const isDrawnCode = (code: string): code is DrawnCode => Object.hasOwn(drawnCodes, code);

/** What has no code here is a fault. */
export const weightOf = ({ code = '' }: Fault): Weight => (isDrawnCode(code) ? drawnCodes[code].weight : 'fault');

export const isFault = (fault: Fault): boolean => weightOf(fault) === 'fault';
