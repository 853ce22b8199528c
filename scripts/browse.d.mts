import type { Browser, LaunchOptions } from 'playwright-core';

export const NO_CHROMIUM: string;
export function findChromium(): string | undefined;
export function howToLaunch(): LaunchOptions;
export function launch(more?: string[]): Promise<Browser>;
export function serve(folder: string): Promise<{ address: string; close(): void }>;
