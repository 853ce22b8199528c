import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import '@fontsource-variable/source-sans-3/wght.css';
import './style.css';
import { mount } from 'svelte';
import App from './App.svelte';
import type { Desk } from './desk.ts';
import type { Registry } from './registry.ts';

/** Puts the page in its place. */
export function open(desk: Desk, registry: Registry): void {
  mount(App, { target: document.getElementById('app')!, props: { desk, registry } });
}
