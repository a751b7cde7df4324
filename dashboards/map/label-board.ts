// Names beside marks: written where there is room, and always for the ones that matter.
import type { Colours } from './colours.ts';
import { mapFont } from './name-look.ts';

/** Names per frame; beyond it only the ones that matter are written. */
const bound = 200;
const lineHeight = 16;

type Box = readonly [left: number, top: number, right: number, bottom: number];

export class LabelBoard {
  #pen: CanvasRenderingContext2D;
  #ink: Colours;
  #boxes: Box[] = [];

  constructor(pen: CanvasRenderingContext2D, ink: Colours) {
    this.#pen = pen;
    this.#ink = ink;
    pen.textBaseline = 'middle';
    pen.lineJoin = 'round';
  }

  write(text: string, x: number, y: number, matters: boolean): void {
    const pen = this.#pen;
    const box = this.#take(text, x, y, matters);
    if (box === undefined) return;
    pen.lineWidth = 3.5;
    pen.strokeStyle = this.#ink.mapBg;
    pen.strokeText(text, box[0], y);
    pen.fillStyle = this.#ink.fg;
    pen.fillText(text, box[0], y);
  }

  /** Its room, for a name that is written elsewhere. */
  keep(text: string, x: number, y: number): void {
    this.#take(text, x, y, true);
  }

  #take(text: string, x: number, y: number, matters: boolean): Box | undefined {
    if (!matters && this.#boxes.length >= bound) return undefined;
    this.#pen.font = `${matters ? '600 13px' : '12px'} ${mapFont}`;
    const left = x + (matters ? 22 : 12);
    const box: Box = [left, y - lineHeight / 2, left + this.#pen.measureText(text).width, y + lineHeight / 2];
    if (!matters && this.#boxes.some((other) => overlap(box, other))) return undefined;
    this.#boxes.push(box);
    return box;
  }
}

const overlap = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
