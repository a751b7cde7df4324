// A layer of the map that is one canvas of our own, drawn whole on every frame.
import Layer from 'ol/layer/Layer.js';
import type { FrameState } from 'ol/Map.js';

export abstract class CanvasLayer extends Layer {
  #canvas = document.createElement('canvas');

  /** @param name by which a test or a curious eye finds the canvas */
  constructor(name = '') {
    super({});
    if (name !== '') this.#canvas.dataset['layer'] = name;
    this.#canvas.style.cssText = 'position:absolute;left:0;top:0;pointer-events:none';
  }

  /** In CSS pixels from the top left, on a canvas wiped clean. */
  abstract paint(pen: CanvasRenderingContext2D, frame: FrameState): void;

  override render(frame: FrameState): HTMLElement {
    const pen = this.#canvas.getContext('2d');
    this.#fit(frame);
    if (pen === null) return this.#canvas;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    pen.setTransform(frame.pixelRatio, 0, 0, frame.pixelRatio, 0, 0);
    pen.globalAlpha = 1;
    this.paint(pen, frame);
    return this.#canvas;
  }

  /**
   * In pixels, as OpenLayers sizes its own canvases, never in per cent: when a banner makes the map lower, a canvas
   * in per cent is squeezed until the next frame, and the assets leave the fences they are in. Only when it changed: to
   * set a canvas's size, even to what it is, makes its memory anew.
   */
  #fit({ size: [width = 0, height = 0], pixelRatio }: FrameState): void {
    const [across, down] = [Math.round(width * pixelRatio), Math.round(height * pixelRatio)];
    if (this.#canvas.width === across && this.#canvas.height === down) return;
    this.#canvas.width = across;
    this.#canvas.height = down;
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
  }
}
