/** Tells the validation what the template cannot: a row judges it as `construct.<name>`, and its message has the detail. */
export type RecordFact = (name: string, detail: string) => void;
