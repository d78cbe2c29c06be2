/** What each command is for, how it is called and how it exits: they stand apart from the commands, which are loaded when they are called. */
export const usages = {
  decide: `thresholds decide [FILE… | -] (--authority NAME | --rules FILE.yaml) [--format text|json|ndjson]
                  [--all] [--input-format ndjson] [--record FILE [--mask]]

Decides contacts given as JSON, YAML or NDJSON (one contact a line); \`-\` is standard input.

  --authority NAME     a rulebook that comes with this package
  --rules FILE.yaml    your own rulebook; several versions of it, once each: the one in force when a contact came in decides it
  --format FORMAT      text (for people, the default), json, or ndjson (one decision a line)
  --all                text holds every clock, action, reason, section and open question, not only what fits a screen
  --input-format ndjson  each line is one contact, whatever it looks like; without, standard input may also be JSON or YAML
  --record FILE        adds each decision with its contact to a file of sealed records, which \`thresholds verify\` can look at
  --mask               leaves facts that may say who somebody is out of the records

Exit status: 0 all decided, 1 some contact could not be decided, 2 wrong use or a rulebook that does not load,
3 broken off, as by a full disk: what was written is not all.
`,
  explain: `thresholds explain FILE… (--authority NAME | --rules FILE.yaml) [--format text|json]

Decides contacts and says why, for practitioners: the outcome first; each reason with its clauses, sections and source; the readings
it rests on; what is still open; and why it is not the next level. FILE is JSON, YAML or NDJSON; \`-\` is standard input.

  --authority NAME     a rulebook that comes with this package
  --rules FILE.yaml    your own rulebook; several versions of it, once each: the one in force when a contact came in decides it
  --format FORMAT      text (for people, the default) or json

Exit status: 0 all explained, 1 some contact could not be decided, 2 wrong use or a rulebook that does not load.
`,
  ask: `thresholds ask [CONTACT] (--authority NAME | --rules FILE.yaml) [--out FILE]

Asks about one contact, the next question first, and says what each answer would change; it ends with the decision once nothing that
could still be said changes the level, where it goes, consent or the clock that governs, and lists what is also to be checked. CONTACT
is a file (JSON or YAML) with what is known already. Answers are read line by line, from a terminal or from standard input.

  --authority NAME     a rulebook that comes with this package
  --rules FILE.yaml    your own rulebook
  --out FILE           writes the contact as JSON at the end, whole or not at all; a file that is there already is written over only
                       where it is CONTACT itself

While it asks: a number or a word answers, ? is not known, back takes the last answer back, change N asks question N again, answers
shows what was said, why says what each answer would change, stop ends, help shows all this.

Exit status: 0 asked to the end, 1 stopped before, 2 wrong use or a rulebook that does not load.
`,
  check: `thresholds check RULES… [--since OLD] [--cases FILE]… [--runs N] [--seed S] [--format text|json]
thresholds check RULES… --ages | --words [--format text|json]

Says whether a rulebook holds together: whether it loads, what in it can never matter or leaves a child out,
whether it keeps its promises, and whether its examples and cases come out as expected. What has changed since an earlier version
comes first: who is treated differently, what protects less before the rest. RULES are YAML files or names of authorities.

  --since OLD       the earlier version: a YAML file or an authority's name; left out, the file's last commit where git has one
  --cases FILE      a file of cases, again for another; left out, those that come with this package, for its rulebooks and those made
                    from them
  --runs N          how many contacts the promises are tried on (10000)
  --seed S          another number draws other contacts (1)
  --ages            list instead what changes from one age to the next, with the rules and sections that cause it
  --words           list instead the rules whose words do not name something that they turn on
  --format FORMAT   text (the default) or json

Exit status: 0 nothing is wrong, 1 something is, 2 wrong use or a rulebook that does not load.
`,
  format: `thresholds format RULES… [--check | --write]

Writes a rulebook in one form, so that a difference shows what was changed: two spaces for each step, no line of more than 120
characters, lists that go on over the next lines, remarks where they are. What it says stays the same. RULES are YAML files.

  --write   writes each file in its place, whole or not at all; without, the text is printed
  --check   says which are not in that form, and writes nothing

Exit status: 0 done, or all are in the form, 1 one is not (with --check), 2 wrong use or a rulebook that does not load.
`,
  mutate: `thresholds mutate RULES [--cases FILE…] [--seconds N] [--seed S] [--list N] [--format text|json]

Breaks a rulebook on purpose, in one place at a time and in every small way in which somebody could slip, and lists the slips that
nothing would catch: no case, no promise, and nothing that \`check\` finds. What protects less comes first; each slip has a contact that
shows it, as a case to paste. RULES is a YAML file or the name of an authority; it is not changed.

  --cases FILE…     files of cases; left out, those that come with this package, for its rulebooks and those made from them
  --seconds N       how long it may take (60); slips are tried in an order that is drawn, so that a short time tries some of each kind
  --seed S          another number draws another order (1)
  --list N          how many slips are listed (20)
  --format FORMAT   text (the default) or json

Exit status: 0 everything tried is caught, 1 something is not, 2 wrong use or a file that does not load.
`,
  coverage: `thresholds coverage [RULES…] [--cases FOLDER] [--format text|json]

Says how much of its sources each rulebook carries, and which of its rules, and of the alternatives and values of their conditions,
a contact or a case shows at work.
RULES are names of authorities or YAML files; left out, all that come with this package.

  --cases FOLDER    case files, one an authority (AUTHORITY.yaml), also in sub-folders
  --format FORMAT   text (the default) or json

Exit status: 0 nothing is missing, 1 something is, 2 wrong use or a rulebook that does not load.
`,
  verify: `thresholds verify FILE [--rules FILE | FOLDER]… [--last DIGEST] [--format text|json]

Goes through a file of records (\`thresholds decide --record\`): whether each is as it was sealed and follows the one before it, and
whether its contact comes to the same when the rulebook that decided it then decides it again.

  --rules PATH     rulebooks to look among, YAML or compiled, beside those that come with this package; a folder stands for all in it
  --last DIGEST    the digest of the record that the file must end with, as it was printed before; it shows what is cut off the end
  --format FORMAT  text (for people, the default) or json

Exit status: 0 all whole, in order and the same, 1 some are not, 2 wrong use or a rulebook that does not load.
`,
  test: `thresholds test RULES --cases FILE… [--rules] [--format text|json]

Decides the cases of a rulebook and shows every one that does not come out as expected, with the rules that led there.
RULES is a YAML file or the name of an authority. The rulebook's own examples are decided as well.

  --cases FILE…     files of cases; each is a list of contacts, each with what a decision on it must show
  --rules           say as well which rules the cases exercise, and name the others
  --format FORMAT   text (the default) or json

Exit status: 0 all as expected, 1 some differ, 2 wrong use, or a file that does not load.
`,
  diff: `thresholds diff OLD NEW [--contacts FILE] [--runs N] [--format text|markdown|json]

Says in words what changed from one rulebook to another, and which children are now treated differently: less protectively first,
each kind with the smallest contact that shows it. OLD and NEW are YAML files or names of authorities.

  --contacts FILE   past contacts (JSON, YAML or NDJSON; \`-\` is standard input); left out, contacts are generated from both rulebooks
  --runs N          how many contacts are drawn from each rulebook (1500 unless said otherwise); always the same ones
  --format FORMAT   text (the default), markdown or json

Exit status: 0 no contact is treated differently, 1 some are, or could not be decided, 2 wrong use or a rulebook that does not load.
`,
  replay: `thresholds replay CONTACTS (--authority NAME | --rules FILE.yaml) [--against OLD] [--summary | --out FILE]
                  [--mapping FILE] [--rejects FILE] [--checkpoint FILE] [--workers N] [--format text|json]

Decides a large file of past contacts: NDJSON, CSV or Parquet, read piece by piece and decided by several threads. Without --summary,
--out or --against decisions are written to standard output, one a line, in the order of the contacts. \`-\` is standard input.

  --rules FILE.yaml    your own rulebook, which decides every contact; several versions of it, once each: the one in force when a
                       contact came in decides it
  --summary            counts instead of decisions: by level, route, consent, and when the governing deadline falls due
  --against OLD        which contacts the rulebook moves up, down and sideways from this one (a YAML file or an authority's name);
                       implies --summary
  --out FILE           decisions in full, one a line; with --summary or --against both are given. The file has its name once it is
                       whole; until then it is FILE.part, which must not be there yet
  --input-format FMT   ndjson, csv or parquet, where the ending of the file does not tell
  --mapping FILE       which columns of an export are which facts; left out, columns are named like facts
  --rejects FILE       what could not be decided: line, reason and remedy, one mistake a line
  --checkpoint FILE    where to go on after an interruption; run the same command again. One run at a time (FILE.lock)
  --workers N          how many threads decide (as many as the machine has processors, unless said otherwise)
  --format FORMAT      of the summary: text (the default) or json

Exit status: 0 all decided, 1 some contact was rejected, 2 wrong use or a rulebook that does not load,
3 broken off, as by a full disk: what was written is not all.
`,
  sql: `thresholds sql RULES [--dialect duckdb|postgres] [--table NAME] [--mapping FILE] [--keep COLUMN]… [--summary]

Prints a query that derives level, basis, rating and route of every contact in a table, for counting where the contacts lie: the
same as \`decide\`, without consent, clocks, reasons, actions and notices. RULES is a YAML file or the name of an authority.

  --dialect DIALECT   duckdb (the default) or postgres
  --table NAME        the table, or view, of contacts, one a row: contacts (the default), schema.contacts, "A Name"; for DuckDB a file
                      too, in single quotes within the name
  --mapping FILE      which columns of the table are which facts, as for \`replay\`; a fact that it leaves out is not known. Without
                      it columns are named like facts (\`events.caseClosedAt\`), and the table has each that the query reads
  --keep COLUMN       a further column of the table that stands in the result; again for another
  --summary           counts of contacts by what was found, and by what is kept, in place of a row for each

Exit status: 0 printed, 2 wrong use or a rulebook that does not load.
`,
  compare: `thresholds compare CONTACT… [--format text|json]

Decides one contact under every authority that comes with this package, side by side. CONTACT is a file (JSON, YAML or NDJSON), or
\`-\` for standard input; several contacts make several tables. Indicators of another authority's table are left out, with a note.

  --format FORMAT   text (the default) or json

Exit status: 0 all decided, 1 some contact could not be decided, 2 wrong use.
`,
  new: `thresholds new AUTHORITY [--out FILE.yaml]

Prints a first rulebook for an authority: it decides as it stands, shows each construct of the language once, and says in comments
what to put in its place. AUTHORITY is an id of lower-case words joined by hyphens.

  --out FILE.yaml   writes it to a new file instead; a file that is there is never overwritten

Exit status: 0 done, 2 wrong use.
`,
  docs: `thresholds docs RULES… --out DIR [--format markdown|html] [--earlier FILE…]

Writes pages for practitioners from rulebooks alone, in one folder an authority: levels and indicators, where it goes, consent,
timescales, what to do, disagreements, readings and sources, and a page for families. RULES is a YAML file or the name of an authority.

  --out DIR         the folder to write to; made if it is not there
  --format FORMAT   markdown (the default), or html: whole documents with a style sheet beside them, and handbook.html, which
                    holds all pages in one and is made to be printed on A4
  --earlier FILE    an earlier version of one of the rulebooks; adds a page on what changed. May be given several times, the
                    oldest first

Pages of an earlier run are written anew. A folder that holds any other file is left as it is, with a word that says so.

Exit status: 0 done, 2 wrong use, a rulebook that does not load, or a folder that holds other files.
`,
  facts: `thresholds facts [RULES…] [--format text|json|markdown]

Lists every fact that a contact may give: how people are asked for it, what it takes, and which rulebooks turn on it.
RULES are names of authorities or YAML files; left out, all that come with this package. With RULES, only what they turn on or declare is listed.

  --format FORMAT   text (the default), json, or markdown, as a page

Exit status: 0 listed, 2 wrong use or a rulebook that does not load.
`,
  show: `thresholds show RULES --resolved [--format text|yaml|json]

Prints a rulebook with all that it inherits from those that it extends, as one rulebook, and where each line comes from.
RULES is a YAML file or the name of an authority.

  --resolved        with all that it inherits
  --format FORMAT   text (the default: file and line stand before each line), yaml (a rulebook that extends nothing), or json

Exit status: 0 shown, 2 wrong use or a rulebook that does not load.
`,
  codes: `thresholds codes [CODE…]

Says what the code of a message, of a notice, of a finding or of a promise means, with an example and the remedy. CODE is what stands in
brackets, as in \`unknown-fact\`; left out, all codes are listed.

Exit status: 0 printed, 2 wrong use.
`,
  schema: `thresholds schema rulebook|contact|decision [--draft 7|2020-12] [--rules RULES]

Prints the JSON Schema of a rulebook file, of a contact or of a decision.

  --draft DRAFT   2020-12 (the default), or 7, which editors know best
  --rules RULES   a YAML file or the name of an authority: of a rulebook or a contact, with that rulebook's own indicators, teams,
                  clauses and so on, so that an editor offers them; the rulebook may still have mistakes in it

For an editor: write the schema to a file, and name that file in the first line of the rulebook:
  thresholds schema rulebook --draft 7 --rules my-rulebook.yaml > my-rulebook.schema.json
  # yaml-language-server: $schema=my-rulebook.schema.json

Exit status: 0 printed, 2 wrong use.
`,
  types: `thresholds types RULES

Prints the types of a rulebook as TypeScript: the contact that it takes, with its own facts, choices and indicators, and the
teams, deadlines, actions and rules of its decisions. RULES is a YAML file or the name of an authority.

With them an editor completes a contact, and the compiler refuses a misspelt one:
  thresholds types my-county.yaml > my-county.types.ts

Exit status: 0 printed, 2 wrong use or a rulebook that does not load.
`,
} as const

export type CommandName = keyof typeof usages
