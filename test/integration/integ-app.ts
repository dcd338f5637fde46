import { readFileSync, rmSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, StageSynthesisOptions } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

/** The newest schema of cloud assemblies that integ-runner 2.197.10 reads, which is its latest release. */
const SCHEMA = '53.0.0';

/** An app without findings, whose assembly is fit for a snapshot: the same on every machine, and nothing but what is deployed. */
export class IntegApp extends App {
  constructor() {
    super({ treeMetadata: false });
  }

  override synth(options?: StageSynthesisOptions): CloudAssembly {
    const assembly = super.synth(options);
    const findings = assembly.stacks.flatMap(stack => stack.messages).map(message => `[${message.id}] ${message.entry.data}`);
    if (findings.length > 0) { throw new Error(`This app is to have no finding:\n${findings.join('\n')}`); }

    rewrite(join(assembly.directory, 'manifest.json'), manifest => {
      for (const [id, artifact] of Object.entries<Record<string, any>>(manifest.artifacts)) {
        // Stack traces, which hold paths of this machine.
        if (artifact.additionalMetadataFile) { rmSync(join(assembly.directory, artifact.additionalMetadataFile)); }
        delete artifact.additionalMetadataFile;
        delete artifact.metadata;
        if (artifact.type === 'cdk:feature-flag-report') { delete manifest.artifacts[id]; }
        if (artifact.type === 'cdk:asset-manifest') { rewrite(join(assembly.directory, artifact.properties.file)); }
      }
    });
    rewrite(join(assembly.directory, 'integ.json'));
    return assembly;
  }
}

/**
 * Changes a file of the assembly, and says that it is of a schema that the runner reads. Later ones have nothing that these apps
 * need: 54, of aws-cdk-lib 2.258, adds traces of mutated properties. A newer runner makes it superfluous.
 */
function rewrite(file: string, change: (content: any) => void = () => undefined) {
  const content = JSON.parse(readFileSync(file, 'utf8'));
  change(content);
  writeFileSync(file, JSON.stringify({ ...content, version: SCHEMA }, undefined, 2));
}
