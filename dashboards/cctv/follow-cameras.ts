// Asks for the cameras' states again and again, as long as something on the page shows them.
import { useEffect } from 'preact/hooks';
import { askCameras } from '../link/cameras.ts';
import { cameras, camerasTrouble } from '../state/cameras.ts';

const againMs = 2_000;

let shown = 0;
let stop: (() => void) | undefined;

/** While the component that uses it is there. */
export function useCameras(): void {
  useEffect(() => {
    shown += 1;
    stop ??= follow();
    return () => {
      shown -= 1;
      if (shown > 0) return;
      stop?.();
      stop = undefined;
    };
  }, []);
}

function follow(): () => void {
  const gone = new AbortController();
  const look = async (): Promise<void> => {
    const answer = await askCameras(gone.signal);
    if (gone.signal.aborted) return;
    camerasTrouble.value = answer.ok ? undefined : answer.code;
    if (answer.ok) cameras.value = new Map(answer.value.cameras.map((camera) => [camera.id, camera]));
  };
  void look();
  const timer = setInterval(() => void look(), againMs);
  return () => {
    clearInterval(timer);
    gone.abort();
  };
}
