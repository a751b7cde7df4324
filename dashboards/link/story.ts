// Asks the hub for the story of one asset.
import type { Answer } from '../../hub/contracts/socket.ts';
import type { Story } from '../../hub/contracts/story.ts';
import { ask } from './ask.ts';

export const askStory = (key: string, gone: AbortSignal): Promise<Answer<Story>> =>
  ask<Story>(`/api/v1/assets/${encodeURIComponent(key)}/story`, { gone });
