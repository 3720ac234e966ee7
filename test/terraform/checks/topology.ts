import { join } from 'node:path';
import { checkout } from '../../builders/run-cdp.ts';
import type { Deployment } from '../deployment.ts';

/** A file of `emulator-config/`, as this deployment reads it. */
export const emulatorConfig = ({ files }: Deployment, name: string): unknown =>
  JSON.parse(files.read(join(checkout, 'emulator-config', name)));

export const topologyOf = (deployment: Deployment): unknown =>
  emulatorConfig(deployment, 'topology.json');
