// The theme's colours as the canvas needs them: read from the page's own tokens, again when light turns to dark.

export interface Colours {
  readonly fg: string;
  readonly muted: string;
  readonly mapBg: string;
  readonly zone: string;
  readonly asset: string;
  readonly s1: string;
  readonly system: string;
  readonly focus: string;
}

let known: Colours | undefined;

export function colours(): Colours {
  known ??= read();
  return known;
}

export function onThemeChange(changed: () => void): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    known = undefined;
    changed();
  });
}

function read(): Colours {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    fg: token('fg'),
    muted: token('muted'),
    mapBg: token('map-bg'),
    zone: token('zone'),
    asset: token('asset'),
    s1: token('s1'),
    system: token('system'),
    focus: token('focus'),
  };
}
