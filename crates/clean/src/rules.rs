//! The rules that are data: boilerplate, abbreviations, function words, months,
//! names with an apostrophe. `data/clean/README.md` says
//! what each file holds.
//!
//! Law: a file with an unknown kind, an unknown column or a doubled row does not load, and says which line.

use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A file of rules that does not load.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}")]
pub struct BadRules {
    /// The file's name.
    pub file: &'static str,
    /// Which line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

/// Everything that cleaning knows of languages and pages.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// By the first byte of the pattern; those that a line may hold anywhere stand apart.
    pub(crate) boilerplate: BTreeMap<u8, Vec<Boilerplate>>,
    pub(crate) notices: Vec<String>,
    pub(crate) abbreviations: BTreeMap<String, Vec<Abbreviation>>,
    /// The languages that have function words.
    pub(crate) langs: Vec<String>,
    /// Each word's languages, as positions in `langs`. Only ever asked for one word: no order matters.
    pub(crate) function_words: FxHashMap<String, Vec<usize>>,
    pub(crate) months: BTreeMap<String, i8>,
    pub(crate) apostrophes: Vec<String>,
    pub(crate) hyphens: Hyphens,
}

/// Halves of a word whose hyphen belongs to it, in small letters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hyphens {
    /// Those that stand before it: `twenty-`
    pub first: BTreeSet<String>,
    /// Those that stand behind it: `-feu`
    pub second: BTreeSet<String>,
}

/// A line, or the beginning or part of one, that no reader wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Boilerplate {
    pub kind: BoilerplateKind,
    pub pattern: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BoilerplateKind {
    /// The whole line reads so.
    LineIs,
    /// The line begins so.
    LineStarts,
    /// The line holds these words, and is short.
    Contains,
    /// The whole line reads so, and what follows it up to the blank line are links.
    SectionIs,
}

/// What a full stop after this word means, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Abbreviation {
    pub lang: String,
    pub kind: AbbreviationKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AbbreviationKind {
    /// Never ends a sentence: `Gen.`
    Never,
    /// Does not end one before a number: `art. 5`, `No. 7`
    BeforeNumber,
    /// Ends one only before a capital: `a.m.`, `etc.`
    BeforeCapital,
    /// Not an abbreviation: a word that carries on a time of day, `9 p.m. Monday`.
    CarriesOn,
}

/// The texts of the files.
#[derive(Debug, Clone, Copy)]
struct RuleFiles<'a> {
    boilerplate: &'a str,
    abbreviations: &'a str,
    function_words: &'a str,
    months: &'a str,
    apostrophes: &'a str,
    hyphens: &'a str,
}

/// The files as they were when this was built.
const EMBEDDED: RuleFiles<'static> = RuleFiles {
    boilerplate: include_str!("../../../data/clean/boilerplate.tsv"),
    abbreviations: include_str!("../../../data/clean/abbreviations.tsv"),
    function_words: include_str!("../../../data/clean/function_words.tsv"),
    months: include_str!("../../../data/clean/months.tsv"),
    apostrophes: include_str!("../../../data/clean/apostrophes.tsv"),
    hyphens: include_str!("../../../data/clean/hyphens.tsv"),
};

/// Where the files stand under `data/`.
pub const PATHS: [&str; 6] = [
    "clean/boilerplate.tsv",
    "clean/abbreviations.tsv",
    "clean/function_words.tsv",
    "clean/months.tsv",
    "clean/apostrophes.tsv",
    "clean/hyphens.tsv",
];

impl Rules {
    /// Some abbreviations are given for this language.
    pub(crate) fn abbreviates(&self, lang: &str) -> bool {
        self.abbreviations.values().flatten().any(|row| row.lang == lang)
    }

    /// The rules that are built in.
    pub fn embedded() -> Result<&'static Self, BadRules> {
        static RULES: LazyLock<Result<Rules, BadRules>> = LazyLock::new(|| Rules::load(&EMBEDDED));
        RULES.as_ref().map_err(Clone::clone)
    }

    /// The rules that are built in, but for the files that a desk has of its own: `own` is asked for each by
    /// its path under `data/`, as [`PATHS`] lists them.
    pub fn with(own: impl Fn(&str) -> Option<String>) -> Result<Self, BadRules> {
        let [boilerplate, abbreviations, function_words, months, apostrophes, hyphens] = PATHS.map(own);
        Self::load(&RuleFiles {
            boilerplate: boilerplate.as_deref().unwrap_or(EMBEDDED.boilerplate),
            abbreviations: abbreviations.as_deref().unwrap_or(EMBEDDED.abbreviations),
            function_words: function_words.as_deref().unwrap_or(EMBEDDED.function_words),
            months: months.as_deref().unwrap_or(EMBEDDED.months),
            apostrophes: apostrophes.as_deref().unwrap_or(EMBEDDED.apostrophes),
            hyphens: hyphens.as_deref().unwrap_or(EMBEDDED.hyphens),
        })
    }

    /// Rules from texts of one's own.
    fn load(files: &RuleFiles<'_>) -> Result<Self, BadRules> {
        let (notices, others) = load_boilerplate(files.boilerplate)?
            .into_iter()
            .partition(|row| row.kind == BoilerplateKind::Contains);
        let (langs, function_words) = load_function_words(files.function_words)?;
        Ok(Self {
            boilerplate: by_first_byte(others),
            notices: Vec::into_iter(notices).map(|row| row.pattern).collect(),
            abbreviations: load_abbreviations(files.abbreviations)?,
            langs,
            function_words,
            months: load_months(files.months)?,
            apostrophes: load_apostrophes(files.apostrophes)?,
            hyphens: load_hyphens(files.hyphens)?,
        })
    }
}

fn load_boilerplate(text: &str) -> Result<Vec<Boilerplate>, BadRules> {
    let mut rows: Vec<Boilerplate> = Vec::new();
    for row in rows_of("boilerplate.tsv", ["lang", "kind", "pattern", "note"], text)? {
        let [lang, kind, pattern, _] = row.cells;
        row.check_lang(lang)?;
        let kind = match kind {
            "line_is" => BoilerplateKind::LineIs,
            "line_starts" => BoilerplateKind::LineStarts,
            "contains" => BoilerplateKind::Contains,
            "section_is" => BoilerplateKind::SectionIs,
            _ => return Err(row.bad(format!("unknown kind {kind:?}"))),
        };
        let pattern = vigie_model::fold(pattern);
        if pattern.len() < 3 {
            return Err(row.bad(format!("{pattern:?} is too short: it would drop claims")));
        }
        if rows.iter().any(|other| other.pattern == pattern && other.kind == kind) {
            return Err(row.bad(format!("{pattern:?} stands there twice")));
        }
        rows.push(Boilerplate { kind, pattern });
    }
    // `Lire aussi` alone heads a section, before it begins a line.
    rows.sort_by_key(|row| row.kind != BoilerplateKind::SectionIs);
    Ok(rows)
}

fn by_first_byte(rows: Vec<Boilerplate>) -> BTreeMap<u8, Vec<Boilerplate>> {
    let mut made: BTreeMap<u8, Vec<Boilerplate>> = BTreeMap::new();
    for row in rows {
        let first = row.pattern.bytes().next().unwrap_or_default();
        made.entry(first).or_default().push(row);
    }
    made
}

fn load_abbreviations(text: &str) -> Result<BTreeMap<String, Vec<Abbreviation>>, BadRules> {
    let mut rows: BTreeMap<String, Vec<Abbreviation>> = BTreeMap::new();
    for row in rows_of("abbreviations.tsv", ["lang", "kind", "word", "note"], text)? {
        let [lang, kind, word, _] = row.cells;
        row.check_lang(lang)?;
        let kind = match kind {
            "never" => AbbreviationKind::Never,
            "before_number" => AbbreviationKind::BeforeNumber,
            "before_capital" => AbbreviationKind::BeforeCapital,
            "carries_on" => AbbreviationKind::CarriesOn,
            _ => return Err(row.bad(format!("unknown kind {kind:?}"))),
        };
        let known = rows.entry(word.to_owned()).or_default();
        if known.iter().any(|other| other.lang == lang) {
            return Err(row.bad(format!("{word:?} stands there twice for {lang}")));
        }
        known.push(Abbreviation { lang: lang.to_owned(), kind });
    }
    Ok(rows)
}

type FunctionWords = (Vec<String>, FxHashMap<String, Vec<usize>>);

fn load_function_words(text: &str) -> Result<FunctionWords, BadRules> {
    let (mut langs, mut words): FunctionWords = Default::default();
    for row in rows_of("function_words.tsv", ["lang", "words"], text)? {
        let [lang, list] = row.cells;
        row.check_lang(lang)?;
        if langs.iter().any(|other| other == lang) {
            return Err(row.bad(format!("{lang} stands there twice")));
        }
        let index = langs.len();
        langs.push(lang.to_owned());
        for word in list.split(' ') {
            let known = words.entry(word.to_owned()).or_default();
            if word.is_empty() || known.contains(&index) {
                return Err(row.bad(format!("{word:?} stands there twice or is blank")));
            }
            known.push(index);
        }
    }
    Ok((langs, words))
}

fn load_months(text: &str) -> Result<BTreeMap<String, i8>, BadRules> {
    let mut months = BTreeMap::new();
    for row in rows_of("months.tsv", ["month", "names"], text)? {
        let [month, names] = row.cells;
        let month: i8 = month.parse().map_err(|_| row.bad(format!("{month:?} is no number")))?;
        if !(1..=12).contains(&month) {
            return Err(row.bad(format!("there is no month {month}")));
        }
        for name in names.split(' ') {
            if months.insert(name.to_owned(), month).is_some() {
                return Err(row.bad(format!("{name:?} stands there twice")));
            }
        }
    }
    Ok(months)
}

fn load_apostrophes(text: &str) -> Result<Vec<String>, BadRules> {
    let mut names: Vec<String> = Vec::new();
    for row in rows_of("apostrophes.tsv", ["name", "note"], text)? {
        let [name, _] = row.cells;
        if name.matches('’').count() != 1 || names.iter().any(|other| other == name) {
            return Err(row.bad(format!("{name:?} stands there twice or has not one ’")));
        }
        names.push(name.to_owned());
    }
    Ok(names)
}

fn load_hyphens(text: &str) -> Result<Hyphens, BadRules> {
    let mut hyphens = Hyphens::default();
    for row in rows_of("hyphens.tsv", ["side", "half", "note"], text)? {
        let [side, half, _] = row.cells;
        let halves = match side {
            "first" => &mut hyphens.first,
            "second" => &mut hyphens.second,
            _ => return Err(row.bad(format!("unknown side {side:?}"))),
        };
        if !half.chars().all(char::is_lowercase) || !halves.insert(half.to_owned()) {
            return Err(row.bad(format!("{half:?} stands there twice or is no small word")));
        }
    }
    Ok(hyphens)
}

struct Row<'a, const N: usize> {
    file: &'static str,
    line: usize,
    cells: [&'a str; N],
}

impl<const N: usize> Row<'_, N> {
    fn bad(&self, problem: String) -> BadRules {
        BadRules { file: self.file, line: self.line, problem }
    }

    fn check_lang(&self, lang: &str) -> Result<(), BadRules> {
        let fits = (2..=3).contains(&lang.len()) && lang.bytes().all(|byte| byte.is_ascii_lowercase());
        if fits { Ok(()) } else { Err(self.bad(format!("{lang:?} is no language tag"))) }
    }
}

/// The rows below the line of column names; `#` begins a comment line.
fn rows_of<'a, const N: usize>(
    file: &'static str,
    columns: [&str; N],
    text: &'a str,
) -> Result<Vec<Row<'a, N>>, BadRules> {
    let bad = |line, problem| BadRules { file, line, problem };
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let (line, head) = lines.next().ok_or_else(|| bad(1, "empty".to_owned()))?;
    if head.split('\t').ne(columns) {
        return Err(bad(line, format!("the columns are {}", columns.join(", "))));
    }
    let read = |(line, row): (usize, &'a str)| {
        let cells: Vec<&str> = row.split('\t').collect();
        let found = cells.len();
        let cells = cells.try_into().map_err(|_| bad(line, format!("{found} columns, not {N}")))?;
        Ok(Row { file, line, cells })
    };
    lines.map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_load() {
        let rules = Rules::embedded().unwrap();
        assert!(rules.boilerplate.len() > 10 && rules.notices.len() > 5 && rules.abbreviations.len() > 40);
        assert_eq!(rules.months["janvier"], 1);
        assert_eq!(rules.langs[rules.function_words["the"][0]], "en");
    }

    #[test]
    fn a_desk_s_own_file_stands_in_for_the_embedded_one() {
        let own = "lang\tkind\tpattern\tnote\nen\tline_is\tOur own footer\t\n";
        let rules = Rules::with(|path| (path == "clean/boilerplate.tsv").then(|| own.to_owned())).unwrap();
        assert_eq!(rules.boilerplate.len(), 1);
        assert_eq!(rules.months.len(), Rules::embedded().unwrap().months.len());
    }

    #[test]
    fn a_bad_row_is_named_by_file_and_line() {
        let load =
            |text: &str| Rules::load(&RuleFiles { boilerplate: text, ..EMBEDDED }).unwrap_err().to_string();
        let head = "lang\tkind\tpattern\tnote\n";
        let unknown = load(&format!("{head}en\tsometimes\tSubscribe\t"));
        assert_eq!(unknown, "boilerplate.tsv, line 2: unknown kind \"sometimes\"");
        let doubled = load(&format!("# a comment\n{head}en\tline_is\tTrending\t\nfr\tline_is\tTRENDING\t"));
        assert!(doubled.contains("line 4") && doubled.contains("twice"), "{doubled}");
        assert!(load("lang\tpattern\n").contains("the columns are lang, kind"));
        assert!(load(&format!("{head}en\tcontains\tx\t")).contains("too short"));
    }
}
