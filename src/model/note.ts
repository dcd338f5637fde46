/** Tells the validation what the template cannot: a row judges it as `seen.<name>`, and its message has the detail. */
export type Note = (name: string, detail: string) => void;
