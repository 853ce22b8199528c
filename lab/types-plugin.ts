import { readFileSync } from 'node:fs';
import ts from 'typescript';
import type { Plugin } from 'vite';

/**
 * Lays the types of a module beside it: `embed.d.ts`, of `source`, whose exports say all their
 * types.
 */
export function typesOf(source: string, fileName: string): Plugin {
  return {
    name: 'orrery:types',
    generateBundle() {
      const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(source, 'utf8'), {
        fileName: source,
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 },
      });
      if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})));
      this.emitFile({ type: 'asset', fileName, source: outputText });
    },
  };
}
