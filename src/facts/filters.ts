import { SourceKind } from '../aws/source-kinds';
import { checkFilters } from '../filters/check';
import { Resource } from '../model/resource';

/** The issues of the filters of a mapping. */
export type FilterIssues = ReturnType<typeof checkFilters>;

const NONE: FilterIssues = [];

/** Kinds whose records have the same shape. */
const SAME_SHAPE: readonly (readonly SourceKind[])[] = [
  ['sqs', 'sqs-fifo'],
  ['kinesis', 'kinesis-consumer'],
  ['msk', 'msk-serverless', 'self-managed-kafka'],
];

export function filterIssuesOf(mapping: Resource, kinds: readonly SourceKind[], streamViewType: unknown): FilterIssues {
  const filters = mapping.value(['FilterCriteria', 'Filters']);
  if (!Array.isArray(filters) || filters.length === 0) { return NONE; }
  const patterns = filters.map((_, i) => mapping.text(['FilterCriteria', 'Filters', `${i}`, 'Pattern']));
  return issuesOf(patterns, kinds, streamViewType);
}

/** The issues of the filters whose text is known at least in part. The list as a whole has rules of its own. */
export function issuesOf(patterns: readonly (string | undefined)[], kinds: readonly SourceKind[], streamViewType: unknown): FilterIssues {
  return patterns.flatMap((pattern, i) => pattern === undefined ? [] : checkFilters({
    patterns: [pattern],
    source: sourceOf(kinds),
    streamViewType: typeof streamViewType === 'string' ? streamViewType : undefined,
  }).map(issue => ({ ...issue, path: issue.path.replace('Filters[0]', `Filters[${i}]`) })));
}

/** The kind that decides the shape of records; undefined where the source may be of several. */
function sourceOf(kinds: readonly SourceKind[]): SourceKind | undefined {
  const [first] = kinds;
  const kindsOfShape = SAME_SHAPE.find(group => group.includes(first)) ?? [first];
  return kinds.every(kind => kindsOfShape.includes(kind)) ? first : undefined;
}
