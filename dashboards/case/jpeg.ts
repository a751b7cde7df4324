// Makes of a picture file a JPEG that the hub takes: larger ones scaled down, other formats drawn anew, in the browser.

/** As the hub takes them, bytes. */
export const jpegMost = 2 * 1024 * 1024;
/** Enough to read a seal's number by, px. */
const edgeMost = 2560;
const edgeLeast = 640;
const quality = 0.85;

/** As large as may be, in its own proportions; a smaller one stays. */
export function fitted(width: number, height: number, most: number): readonly [width: number, height: number] {
  const scale = Math.min(1, most / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The edges that are tried, from the largest on. */
export const edges = (from = edgeMost): number[] =>
  from < edgeLeast ? [] : [from, ...edges(Math.round(from / Math.SQRT2))];

/** Undefined of what is no picture, or none that can be made small enough. A JPEG that is small enough goes as it is. */
export async function jpegOf(file: File): Promise<Blob | undefined> {
  const drawn = await createImageBitmap(file).catch(() => undefined);
  if (drawn === undefined) return undefined;
  try {
    const isFit =
      file.type === 'image/jpeg' && file.size <= jpegMost && Math.max(drawn.width, drawn.height) <= edgeMost;
    if (isFit) return file;
    for (const edge of edges()) {
      const jpeg = await redrawn(drawn, edge);
      if (jpeg !== undefined && jpeg.size <= jpegMost) return jpeg;
    }
    return undefined;
  } finally {
    drawn.close();
  }
}

function redrawn(picture: ImageBitmap, edge: number): Promise<Blob | undefined> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = fitted(picture.width, picture.height, edge);
  const pen = canvas.getContext('2d');
  if (pen === null) return Promise.resolve(undefined);
  // What is transparent in a PNG would be black in a JPEG.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', quality));
}
