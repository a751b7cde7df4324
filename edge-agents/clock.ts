// The agent's only door to time.

export const now = (): number => Date.now();
