// Patterns that a line or area is filled with, so that what it means is seen without its colour.

export type Pattern = CanvasPattern | string;

type Draw = (pen: CanvasRenderingContext2D, size: number) => void;

const known = new Map<string, Pattern>();

/** Diagonals: an alert is in here. */
export const hatch = (colour: string): Pattern => tiled(`hatch ${colour}`, 12, strokes(colour, 1.5, 0.55, diagonals));

/** Diagonals the other way, thin and far apart: nobody may be in here. */
export const forbidden = (colour: string): Pattern =>
  tiled(`forbidden ${colour}`, 20, strokes(colour, 1, 0.35, counterDiagonals));

/** Short waves: water. */
export const waves = (colour: string): Pattern => tiled(`waves ${colour}`, 28, strokes(colour, 1, 0.3, wave));

/** Dots: things are looked into here. */
export const dotted = (colour: string): Pattern => tiled(`dotted ${colour}`, 10, dots(colour, 0.45));

/** Thick bars across: blind. Loud in any colour. */
export const hazard = (colour: string, ground: string): Pattern =>
  tiled(`hazard ${colour} ${ground}`, 14, (pen, size) => {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, size, size);
    strokes(colour, 5, 1, diagonals)(pen, size);
  });

function strokes(colour: string, width: number, alpha: number, path: Draw): Draw {
  return (pen, size) => {
    pen.strokeStyle = colour;
    pen.globalAlpha = alpha;
    pen.lineWidth = width;
    pen.beginPath();
    path(pen, size);
    pen.stroke();
  };
}

const diagonals: Draw = (pen, size) => {
  for (const x of [-size, 0, size]) {
    pen.moveTo(x, size);
    pen.lineTo(x + size, 0);
  }
};

const counterDiagonals: Draw = (pen, size) => {
  for (const x of [-size, 0, size]) {
    pen.moveTo(x, 0);
    pen.lineTo(x + size, size);
  }
};

const wave: Draw = (pen, size) => {
  pen.moveTo(4, size / 2);
  pen.quadraticCurveTo(7, size / 2 - 4, 10, size / 2);
  pen.quadraticCurveTo(13, size / 2 + 4, 16, size / 2);
};

function dots(colour: string, alpha: number): Draw {
  return (pen, size) => {
    pen.fillStyle = colour;
    pen.globalAlpha = alpha;
    pen.fillRect(size / 2 - 0.75, size / 2 - 0.75, 1.5, 1.5);
  };
}

/** Made once for each colour; light and dark are two. */
function tiled(name: string, size: number, draw: Draw): Pattern {
  const had = known.get(name);
  if (had !== undefined) return had;
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const pen = tile.getContext('2d');
  if (pen !== null) draw(pen, size);
  const pattern = pen?.createPattern(tile, 'repeat') ?? 'transparent';
  known.set(name, pattern);
  return pattern;
}
