// What browsers, workers and Node have in common beyond the language itself; the core may use this and nothing more.
declare function structuredClone<T>(value: T): T
