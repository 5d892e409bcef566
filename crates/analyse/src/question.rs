//! Which incidents answer a question, beyond what an index can tell.

use crate::km;
use vigie_model::{
    ActorMention, Attribution, CountWhat, Incident, PlaceMention, TargetMention, fold, same_name, toll,
};

/// What is asked; everything that is `None` lets all through.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// Within a distance of a point.
    pub near: Option<Near>,
    /// Within west, south, east, north; a box whose west is greater than its east crosses the date line.
    pub bbox: Option<[f64; 4]>,
    /// ISO 3166-1 alpha-2 of any of its places.
    pub country: Option<String>,
    /// An admin unit of the first or second level of any of its places.
    pub admin: Option<String>,
    /// An organised side, by any of these names.
    pub actor: Option<Vec<String>>,
    /// A class of target, or a piece of its name.
    pub target: Option<String>,
    /// At least so many killed, by the settled number.
    pub min_killed: Option<u32>,
}

/// Within a distance of a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// `[latitude, longitude]`.
    pub point: [f64; 2],
    /// How far away it may be.
    pub within_km: f64,
}

/// Whether an incident answers, and if not, whether for want of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// It answers.
    Yes,
    /// It does not.
    No,
    /// It may: its point lies outside, but its uncertainty reaches in.
    MayReachIn,
    /// It may: no number of killed is stated.
    NotStated,
}

impl Question {
    /// Whether `incident` answers.
    pub fn keeps(&self, incident: &Incident) -> Kept {
        let named = self.country_fits(incident)
            && self.admin_fits(incident)
            && self.actor_fits(incident)
            && self.target_fits(incident)
            && self.bbox.is_none_or(|bbox| incident.point.is_some_and(|point| holds(bbox, point)));
        if !named {
            return Kept::No;
        }
        match (self.reach(incident), self.enough_killed(incident)) {
            (Kept::Yes, killed) => killed,
            (reach, Kept::Yes) => reach,
            _ => Kept::No,
        }
    }

    /// The actor's mention that answers, so that a suspected one can be marked.
    pub fn actor_in<'a>(&self, incident: &'a Incident) -> Option<&'a ActorMention> {
        let names = self.actor.as_ref()?;
        let mut found =
            incident.actors.iter().filter(|actor| names.iter().any(|name| is_called(actor, name)));
        let first = found.next()?;
        Some(found.fold(first, |best, actor| if firmness(actor) < firmness(best) { actor } else { best }))
    }

    fn country_fits(&self, incident: &Incident) -> bool {
        let fits = |place: &PlaceMention, code: &str| {
            place.country.as_deref().is_some_and(|c| c.eq_ignore_ascii_case(code))
        };
        self.country.as_ref().is_none_or(|code| incident.places.iter().any(|place| fits(place, code)))
    }

    fn admin_fits(&self, incident: &Incident) -> bool {
        let fits = |place: &PlaceMention, name: &str| {
            [&place.admin1, &place.admin2].into_iter().flatten().any(|unit| same_name(unit, name))
        };
        self.admin.as_ref().is_none_or(|name| incident.places.iter().any(|place| fits(place, name)))
    }

    fn actor_fits(&self, incident: &Incident) -> bool {
        self.actor.is_none() || self.actor_in(incident).is_some()
    }

    fn target_fits(&self, incident: &Incident) -> bool {
        let fits = |target: &TargetMention, wanted: &str| {
            target.class.as_str() == wanted || holds_words(&target.name, wanted)
        };
        self.target.as_ref().is_none_or(|wanted| incident.targets.iter().any(|target| fits(target, wanted)))
    }

    fn reach(&self, incident: &Incident) -> Kept {
        let Some(near) = self.near else { return Kept::Yes };
        let Some(point) = incident.point else { return Kept::No };
        let distance = km(near.point, point);
        if distance <= near.within_km {
            Kept::Yes
        } else if distance - incident.radius_km.unwrap_or(0.0) <= near.within_km {
            Kept::MayReachIn
        } else {
            Kept::No
        }
    }

    fn enough_killed(&self, incident: &Incident) -> Kept {
        let Some(wanted) = self.min_killed else { return Kept::Yes };
        match toll(incident, CountWhat::Killed).and_then(|toll| toll.best) {
            Some(best) if best >= wanted => Kept::Yes,
            Some(_) => Kept::No,
            None => Kept::NotStated,
        }
    }
}

fn holds([west, south, east, north]: [f64; 4], [latitude, longitude]: [f64; 2]) -> bool {
    let between = if west <= east {
        west <= longitude && longitude <= east
    } else {
        longitude >= west || longitude <= east
    };
    south <= latitude && latitude <= north && between
}

fn is_called(actor: &ActorMention, name: &str) -> bool {
    holds_words(&actor.name, name) || holds_words(&actor.as_written, name)
}

/// `words` stand in `text`, whole and in order, accents and case aside: "JNIM" in "… al-Muslimin (JNIM)".
fn holds_words(text: &str, words: &str) -> bool {
    let words = fold(words);
    !words.is_empty() && format!(" {} ", fold(text)).contains(&format!(" {words} "))
}

fn firmness(actor: &ActorMention) -> u8 {
    match actor.attribution {
        Attribution::Asserted => 0,
        Attribution::Claimed => 1,
        Attribution::Suspected => 2,
        Attribution::Unknown => 3,
        Attribution::Denied => 4,
    }
}
