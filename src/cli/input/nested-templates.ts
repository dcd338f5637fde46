import * as fs from 'fs';
import * as path from 'path';
import { fileWithin, readText } from './files';
import { ParsedTemplate } from './parse-template';
import { NESTED_STACKS } from '../../readers/template/unread';
import { entryAt, JsonObject, memberAt, objectAt } from '../../values/json';
import { asText } from '../../values/text';

/** The files of the assets of CDK assemblies, which are read once, however many templates of a folder ask for them. */
export class AssetFiles {
  private readonly byFolder = new Map<string, ReadonlyMap<string, string>>();

  /** The files in a folder, by the hash of their asset. */
  public of(folder: string): ReadonlyMap<string, string> {
    let assets = this.byFolder.get(folder);
    if (!assets) {
      assets = assetsIn(folder);
      this.byFolder.set(folder, assets);
    }
    return assets;
  }
}

/**
 * The template files of the nested stacks of a template, by logical id, if they are on this disk.
 *
 * @param roots the folders that they must be in
 */
export function nestedTemplatesOf(file: string, template: ParsedTemplate, roots: readonly string[], assets: AssetFiles): Map<string, string> {
  const folder = path.dirname(file);
  const found = new Map<string, string>();
  for (const [id, resource] of Object.entries(template.Resources)) {
    const property = entryAt(NESTED_STACKS, asText(memberAt(resource, 'Type')));
    const location = property === undefined ? undefined : memberAt(memberAt(resource, 'Properties'), property);
    if (!location) { continue; }
    const nested = pathOf(resource, location, hash => assets.of(folder).get(hash));
    const nestedFile = nested === undefined ? undefined : fileWithin(roots, folder, nested);
    if (nestedFile !== undefined) { found.set(id, nestedFile); }
  }
  return found;
}

/** A literal path, as `aws cloudformation package` takes it; for an asset the path that its hash leads to. */
function pathOf(resource: unknown, location: unknown, fileOfAsset: (hash: string) => string | undefined): string | undefined {
  const asset = objectAt(resource, 'Metadata')?.['aws:asset:path'];
  if (typeof asset === 'string') { return asset; }
  if (typeof location === 'string' && !/^[a-z0-9]+:/i.test(location)) { return location; }
  const [, hash] = /([0-9a-f]{32,})\.[a-z]+"/.exec(JSON.stringify(location)) ?? [];
  return hash === undefined ? undefined : fileOfAsset(hash);
}

function assetsIn(folder: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const name of fs.readdirSync(folder).filter(each => each.endsWith('.assets.json'))) {
    for (const [hash, asset] of Object.entries(filesIn(folder, name))) {
      const source = objectAt(asset, 'source')?.path;
      if (typeof source === 'string') { assets.set(hash, source); }
    }
  }
  return assets;
}

/** An assembly with a damaged list of assets is read without it. */
function filesIn(folder: string, name: string): JsonObject {
  const file = fileWithin([folder], folder, name);
  try {
    return file === undefined ? {} : objectAt(JSON.parse(readText(file)), 'files') ?? {};
  } catch {
    return {};
  }
}
