// Writes the published papers beside the schemas they are made from: npm run contracts.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApi, openApi } from './papers.ts';

writeFileSync(join(import.meta.dirname, 'asyncapi.yaml'), asyncApi());
writeFileSync(join(import.meta.dirname, 'openapi.yaml'), openApi());
