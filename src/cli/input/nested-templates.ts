import * as fs from 'fs';
import * as path from 'path';
import { ParsedTemplate } from './parse-template';
import { NESTED_STACKS } from '../../readers/template/unread';
import { JsonObject, objectAt } from '../../values/json';
import { isObject } from '../../values/value';

/** The template files of the nested stacks of a template, by logical id, if they are on this disk. */
export function nestedTemplatesOf(file: string, template: ParsedTemplate): Map<string, string> {
  const folder = path.dirname(file);
  const found = new Map<string, string>();
  let assets: Map<string, string> | undefined;
  for (const [id, resource] of Object.entries(template.Resources)) {
    const property = isObject(resource) ? NESTED_STACKS[String(resource.Type)] : undefined;
    if (!isObject(resource) || property === undefined) { continue; }
    const location = objectAt(resource, 'Properties')?.[property];
    if (!location) { continue; }
    assets ??= assetsIn(folder);
    const nested = pathOf(resource, location, assets);
    if (nested !== undefined && isFile(path.join(folder, nested))) { found.set(id, path.join(folder, nested)); }
  }
  return found;
}

/** A literal path, as `aws cloudformation package` takes it; for an asset the path that its hash leads to. */
function pathOf(resource: JsonObject, location: unknown, assets: ReadonlyMap<string, string>): string | undefined {
  const asset = objectAt(resource, 'Metadata')?.['aws:asset:path'];
  if (typeof asset === 'string') { return asset; }
  if (typeof location === 'string' && !/^[a-z0-9]+:/i.test(location) && !path.isAbsolute(location)) { return location; }
  const [, hash] = /([0-9a-f]{32,})\.[a-z]+"/.exec(JSON.stringify(location)) ?? [];
  return hash === undefined ? undefined : assets.get(hash);
}

/** The files of the assets of a CDK assembly, by hash. */
function assetsIn(folder: string): Map<string, string> {
  const assets = new Map<string, string>();
  for (const name of fs.readdirSync(folder).filter(each => each.endsWith('.assets.json'))) {
    for (const [hash, asset] of Object.entries(filesIn(path.join(folder, name)))) {
      const source = objectAt(asset, 'source')?.path;
      if (typeof source === 'string') { assets.set(hash, source); }
    }
  }
  return assets;
}

/** An assembly with a damaged list of assets is read without it. */
function filesIn(file: string): JsonObject {
  try {
    return objectAt(JSON.parse(fs.readFileSync(file, 'utf8')), 'files') ?? {};
  } catch {
    return {};
  }
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
