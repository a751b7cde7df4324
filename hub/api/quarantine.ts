// What was refused, over REST: the list, one of it with its bytes, and its being heard again.
import { Compile } from 'typebox/compile';
import { NewReplay, type Quarantined, type QuarantinedWhole } from '../contracts/status.ts';
import type { ErrorCode } from '../errors.ts';
import { parsed } from './body.ts';
import { listRoute, numberedPage } from './page.ts';
import { type Answer, type Asked, found, type Route, type Trouble } from './route.ts';
import { noteBody, signed } from './signed.ts';

/** Why what was refused is refused still; `more.refusal` is its code. */
export type StillRefused = Trouble & { readonly code: 'replay-refused' };

export interface QuarantineSeam {
  newest(most: number, before?: number): Quarantined[];
  whole(id: number): QuarantinedWhole | undefined;
  /** Resolves once it is on disk. */
  replay(id: number, by: string): Promise<Quarantined | StillRefused | ErrorCode>;
}

const replayCheck = Compile(NewReplay);

export function quarantineRoutes(quarantine: QuarantineSeam): readonly Route[] {
  const path = '/api/v1/quarantine';
  return [
    listRoute({ path, needs: 'inspect', name: 'quarantine' }, (_, limit, cursor) =>
      numberedPage((most, before) => quarantine.newest(most, before), limit, cursor),
    ),
    {
      ...{ method: 'get', path: `${path}/:number`, needs: 'inspect' },
      answer: (asked) => found(quarantine.whole(numberOf(asked))),
    },
    {
      ...{ method: 'post', path: `${path}/:number/replay`, needs: 'replay', takes: noteBody },
      answer: (asked) => replayAnswer(asked, quarantine),
    },
  ];
}

/** 201 with the refusal as it stands then. */
async function replayAnswer(asked: Asked, quarantine: QuarantineSeam): Promise<Answer> {
  const said = parsed(asked.body);
  if (said === undefined) return 'json-malformed';
  const by = replayCheck.Check(said) ? signed(asked.who, said) : undefined;
  if (by === undefined) return 'replay-invalid';
  const replayed = await quarantine.replay(numberOf(asked), by.by);
  return typeof replayed === 'string' || 'more' in replayed ? replayed : { status: 201, body: replayed };
}

/** Nothing is under a number that is none. */
const numberOf = ({ params }: Asked): number => {
  const { number = '' } = params;
  return /^[1-9]\d{0,14}$/.test(number) ? Number(number) : 0;
};
