import * as fs from 'fs';
import * as path from 'path';
import type { ReadTemplate } from './read-templates';
import { NESTED_STACKS } from '../../readers/template/unread';

type Json = { readonly [key: string]: any };

/** The templates of the nested stacks of a template, by logical id, where their files are there. */
export function nestedTemplatesOf({ file, template }: ReadTemplate): Map<string, string> {
  const folder = path.dirname(file);
  const found = new Map<string, string>();
  let assets: Map<string, string> | undefined;
  for (const [id, resource] of Object.entries(template.Resources as Json)) {
    const property = NESTED_STACKS[resource?.Type];
    const location = property && resource.Properties?.[property];
    if (!location) { continue; }
    assets ??= assetsIn(folder);
    const nested = pathOf(resource, location, assets);
    if (nested !== undefined && isFile(path.join(folder, nested))) { found.set(id, path.join(folder, nested)); }
  }
  return found;
}

/** A literal path, as `aws cloudformation package` takes it; for an asset the path that its hash leads to. */
function pathOf(resource: Json, location: unknown, assets: ReadonlyMap<string, string>): string | undefined {
  const asset = resource.Metadata?.['aws:asset:path'];
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
      if (typeof asset?.source?.path === 'string') { assets.set(hash, asset.source.path); }
    }
  }
  return assets;
}

/** An assembly with a damaged list of assets is read without it. */
function filesIn(file: string): Json {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).files ?? {};
  } catch {
    return {};
  }
}

function isFile(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
