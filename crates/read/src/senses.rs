//! What words mean to the reader: events, people, things, places, and the small words that turn a meaning.
//!
//! One row of `data/lexicon/<lang>/{trigger,people,thing,place,cue}.tsv` is one sense of a term. A term may
//! have several; the step that asks decides by what stands around it.

use crate::lexicon::{LexiconError, Table};
use crate::terms::Terms;
use std::str::FromStr;
use vigie_model::{CountWho, PlaceKind, TargetClass, UnknownTerm};

/// The tables of senses.
pub const TABLES: &[&str] = &["cue", "people", "place", "thing", "trigger"];

/// One meaning of a term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sense {
    /// Tells of an event.
    Trigger(Trigger, Strength),
    /// Names people by what they are.
    People(People),
    /// Names a thing that may be hit, stolen or counted.
    Thing(Thing),
    /// Says what sort of place the name beside it is.
    Place(PlaceWord),
    /// Turns, cites or sets apart what stands around it.
    Cue(Cue),
    /// Says nothing of its table's matter, and hides the shorter terms inside it: "a shot in the arm",
    /// "released a statement", "the West Bank".
    Hollow(Sort),
}

/// The sorts of senses, one a table: a term hides a shorter one inside it only within its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Event words.
    Trigger,
    /// Nouns for people.
    People,
    /// Nouns for things.
    Thing,
    /// Generic words of places.
    Place,
    /// Grammar words.
    Cue,
}

impl Sort {
    /// How many there are.
    pub const COUNT: usize = 5;
}

impl Sense {
    /// The sort that it belongs to.
    pub fn sort(self) -> Sort {
        match self {
            Self::Trigger(..) => Sort::Trigger,
            Self::People(_) => Sort::People,
            Self::Thing(_) => Sort::Thing,
            Self::Place(_) => Sort::Place,
            Self::Cue(_) => Sort::Cue,
            Self::Hollow(sort) => sort,
        }
    }
}

/// People by what they are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct People {
    /// Which side they count on.
    pub who: CountWho,
    /// What sort of target they are, where they are one.
    pub target: Option<TargetClass>,
}

/// A thing that may be hit, stolen or counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thing {
    /// What sort of target.
    pub class: TargetClass,
    /// How it is counted, where it is.
    pub counted: Option<Counted>,
}

/// A generic place word and on which side of the name it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceWord {
    /// What the named thing is.
    pub kind: PlaceKind,
    /// Stands before the name ("cercle de Nara"), after it ("Nara district"), or either.
    pub side: Side,
}

/// A closed set of names for data files.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident, $human:literal { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl FromStr for $name {
            type Err = UnknownTerm;
            fn from_str(term: &str) -> Result<Self, UnknownTerm> {
                match term {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(UnknownTerm { vocabulary: $human, term: term.to_owned() }),
                }
            }
        }
    };
}

names!(
    /// How far a trigger tells of violence on its own.
    Strength, "strength" {
        /// Only with people or things hurt beside it ("strike", "fire").
        Weak = "weak",
        /// By itself.
        Strong = "strong",
    }
);

names!(
    /// Where a generic word stands.
    Side, "side" {
        /// Before the name.
        Before = "before",
        /// After it.
        After = "after",
        /// Either.
        Either = "either",
        /// No place's name, whatever a gazetteer may hold: "Minister", "République".
        Never = "never",
    }
);

names!(
    /// Under which count a thing falls.
    Counted, "counted thing" {
        /// `facilities_hit`
        Facility = "facility",
        /// `vehicles_destroyed`
        Vehicle = "vehicle",
        /// `houses_burned`
        House = "house",
        /// `livestock_stolen`
        Livestock = "livestock",
    }
);

names!(
    /// Sorts of event words.
    Trigger, "trigger" {
        /// "killed", "tués"
        Kill = "kill",
        /// "dead", "died", "morts", "bodies"
        Death = "death",
        /// "wounded", "blessés"
        Injure = "injure",
        /// "abducted", "enlevés", "hostages"
        Abduct = "abduct",
        /// "taken", "emmenés": abducted where people are the object
        Take = "take",
        /// "freed", "relâchés"
        Release = "release",
        /// "missing", "portés disparus"
        Missing = "missing",
        /// "arrested", "interpellés"
        Arrest = "arrest",
        /// "fled", "déplacés"
        Displace = "displace",
        /// "attacked", "raid", "assaut"
        Attack = "attack",
        /// "ambush", "embuscade"
        Ambush = "ambush",
        /// "clashes", "affrontements", "repelled"
        Clash = "clash",
        /// "opened fire", "tirs"
        Gunfire = "gunfire",
        /// "air strike", "frappe aérienne"
        Airstrike = "airstrike",
        /// "drone"
        Drone = "drone",
        /// "shelling", "mortar", "obus"
        Shelling = "shelling",
        /// "roadside bomb", "engin explosif improvisé", "mine"
        Explosive = "explosive",
        /// "landmine"
        Landmine = "landmine",
        /// "explosion", "blast"
        Blast = "blast",
        /// "suicide bomber", "kamikaze"
        Suicide = "suicide",
        /// "car bomb", "voiture piégée"
        CarBomb = "car_bomb",
        /// "grenade"
        Grenade = "grenade",
        /// "chemical weapon"
        Chemical = "chemical",
        /// "set ablaze", "incendié"
        Arson = "arson",
        /// "destroyed", "dynamité"
        Destroy = "destroy",
        /// "looted", "pillé"
        Loot = "loot",
        /// "cattle stolen", "bétail emporté"
        Rustle = "rustle",
        /// "raped", "viols"
        Rape = "rape",
        /// "demonstrators", "manifestation"
        Protest = "protest",
        /// "riot", "barricades", "burned tyres"
        Riot = "riot",
        /// "tear gas", "dispersés"
        Disperse = "disperse",
        /// "lynched", "vigilantes"
        Mob = "mob",
        /// "captured the town", "s’est emparé de"
        Capture = "capture",
        /// "retook", "reprise"
        Retake = "retake",
        /// "withdrew", "se sont retirés": a place left without a fight
        Withdraw = "withdraw",
        /// "agreement", "accord"
        Agreement = "agreement",
        /// "defused", "désamorcé", "seized weapons"
        Defuse = "defuse",
        /// "surrendered", "redditions"
        Defect = "defect",
        /// "intercepted", "checkpoint", "barrage"
        Intercept = "intercept",
        /// "besieged", "blocus"
        Siege = "siege",
        /// "threatened", "ultimatum"
        Threat = "threat",
        /// "executed", "égorgés"
        Execute = "execute",
        /// "massacre"
        Massacre = "massacre",
        /// "assassinated"
        Assassinate = "assassinate",
        /// "sabotage", "pylon blown up"
        Sabotage = "sabotage",
        /// "set up a base", "installé un camp"
        Base = "base",
    }
);

names!(
    /// Sorts of grammar words.
    Cue, "cue" {
        /// "no", "not", "aucun": what follows did not happen
        Negation = "negation",
        /// "denied", "a démenti"
        Denial = "denial",
        /// "could", "if", "plans to": what follows has not happened
        Hypothetical = "hypothetical",
        /// "said", "a indiqué": who stands beside it is cited
        Reporting = "reporting",
        /// "according to", "selon": who follows is cited
        CitedBy = "cited_by",
        /// "claimed responsibility", "revendiqué"
        Claiming = "claiming",
        /// "suspected", "présumés", "believed to"
        Suspicion = "suspicion",
        /// "accused", "blamed", "accuse"
        Blame = "blame",
        /// "confirmed", "a confirmé"
        Confirming = "confirming",
        /// "the ministry", "le gouverneur", "the UN": an institution or office that answers for what it says
        Official = "official",
        /// "residents", "des témoins": people who speak for themselves
        Witness = "witness",
        /// "rumour", "unverified", "paraît-il"
        Rumour = "rumour",
        /// "in a separate attack", "elsewhere", "ailleurs": a happening apart
        Separate = "separate",
        /// "the day before", "déjà", "la veille": told after what came later
        Earlier = "earlier",
        /// "hours later", "le lendemain": what came next
        Later = "later",
        /// "the same night", "meanwhile", "parallèlement": what went on beside it
        Meanwhile = "meanwhile",
        /// "also", "likewise", "par ailleurs": one more of something
        Likewise = "likewise",
        /// "had", "avaient": told from a later moment
        Pluperfect = "pluperfect",
        /// "in recent months", "had previously", "pour rappel": what stands around it is context
        Background = "background",
        /// "match", "film", "budget", "century": words of another world
        Elsewhere = "elsewhere",
        /// "exercise", "drill", "simulation"
        Exercise = "exercise",
        /// "including", "among them", "dont": what follows is part of what was counted
        Including = "including",
        /// "trial", "sentenced", "procès": justice speaks of a past deed
        Court = "court",
        /// "accident", "capsized": harm that nobody meant
        Accident = "accident",
        /// "buried", "visited", "found": what came after the event, with a day of its own
        Aftermath = "aftermath",
        /// "denied access", "suspended its activities", "fees at checkpoints": aid is kept from people
        Access = "access",
        /// "simultaneous", "coordonnées": strikes on several sites that are one
        Coordinated = "coordinated",
        /// "the", "these", "cette": what follows was told of before
        Definite = "definite",
        /// "a", "several", "des": what follows is told of for the first time
        Indefinite = "indefinite",
        /// "they", "ces derniers": somebody told of before
        Pronoun = "pronoun",
        /// "women", "femmes": whom a breakdown by age and sex names
        Women = "women",
        /// "men", "hommes"
        Men = "men",
        /// "girls", "fillettes"
        Girls = "girls",
        /// "boys", "garçons"
        Boys = "boys",
        /// "children", "mineurs"
        Children = "children",
        /// "babies", "nourrissons"
        Infants = "infants",
        /// "elderly people", "vieillards"
        Elderly = "elderly",
    }
);

/// Loads one table of senses.
pub fn load(tag: &str, kind: &str, table: &Table, senses: &mut Terms<Sense>) -> Result<(), LexiconError> {
    let key: &[&str] = match kind {
        "trigger" => &["term", "trigger"],
        "cue" => &["term", "cue"],
        _ => &["term"],
    };
    for row in table.rows(key) {
        let row = row?;
        senses.add(tag, row.get("term")?, sense(kind, &row)?).map_err(|why| row.wrong(&why))?;
    }
    Ok(())
}

fn sense(kind: &str, row: &crate::lexicon::Row) -> Result<Sense, LexiconError> {
    let hollow = |column: &str| row.get(column).map(|cell| cell == HOLLOW);
    Ok(match kind {
        "trigger" if hollow("trigger")? => Sense::Hollow(Sort::Trigger),
        "people" if hollow("who")? => Sense::Hollow(Sort::People),
        "thing" if hollow("class")? => Sense::Hollow(Sort::Thing),
        "trigger" => Sense::Trigger(row.parse("trigger")?, row.parse("strength")?),
        "cue" => Sense::Cue(row.parse("cue")?),
        "place" => Sense::Place(PlaceWord { kind: row.parse("kind")?, side: row.parse("side")? }),
        "people" => {
            Sense::People(People { who: row.parse("who")?, target: optional(row.get("target")?, row)? })
        }
        _ => Sense::Thing(Thing { class: row.parse("class")?, counted: optional(row.get("counted")?, row)? }),
    })
}

/// What a table writes for a term that means none of its senses.
pub(crate) const HOLLOW: &str = "none";

/// A cell that may be a dash: nothing.
fn optional<T>(cell: &str, row: &crate::lexicon::Row) -> Result<Option<T>, LexiconError>
where
    T: FromStr,
    T::Err: std::fmt::Display,
{
    if cell == "-" { Ok(None) } else { cell.parse().map(Some).map_err(|why| row.wrong(&why)) }
}
