//! A cited figure beside the ledger's own count for the same area and period.

use crate::words::quantity;
use jiff::civil::Date;
use std::str::FromStr;
use vigie_model::{CountWhat, CountWho, Figure, Incident, PlaceMention, Toll, same_name, toll_of};

/// What of the ledger a figure may be set beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// Incidents.
    Incidents,
    /// One count over all sides.
    Count(CountWhat),
    /// One count of civilians.
    Civilian(CountWhat),
    /// Killed and injured.
    Casualties,
    /// Civilians killed and injured.
    CivilianCasualties,
}

impl FromStr for Own {
    type Err = ();
    fn from_str(term: &str) -> Result<Self, ()> {
        match term {
            "incidents" => Ok(Self::Incidents),
            "casualties" => Ok(Self::Casualties),
            "civilian_casualties" => Ok(Self::CivilianCasualties),
            _ => match term.strip_prefix("civilian_") {
                Some(what) => what.parse().map(Self::Civilian).map_err(drop),
                None => term.parse().map(Self::Count).map_err(drop),
            },
        }
    }
}

/// An area by the names it goes by: of the place itself, of what it lies in it has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Area {
    /// Names of a place or an admin unit.
    pub names: Vec<String>,
    /// ISO code, where the area is a country.
    pub country: Option<String>,
}

/// What the ledger holds for a figure's area and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    /// What is counted.
    pub own: Own,
    /// Incidents there and then.
    pub incidents: usize,
    /// The count over them; `None` where none states one, or where incidents themselves are counted.
    pub toll: Option<Toll>,
}

impl Area {
    /// Whether the incident happened in it, by the names of its places and of the units that hold them.
    pub fn holds(&self, incident: &Incident) -> bool {
        incident.places.iter().any(|place| self.holds_place(place))
    }

    fn holds_place(&self, place: &PlaceMention) -> bool {
        if self.country.is_some() {
            return self.country == place.country;
        }
        let names = [Some(&place.name), place.admin1.as_ref(), place.admin2.as_ref()];
        let named = |name: &String| self.names.iter().any(|own| same_name(own, name));
        names.into_iter().flatten().any(named)
    }
}

/// The ledger's own count beside a figure; `None` where the figure counts what the ledger does not, or names
/// no period.
pub fn beside(figure: &Figure, area: &Area, incidents: &[Incident]) -> Option<Beside> {
    let own = quantity(&figure.what)?;
    let from = figure.from?.first()?;
    let until = figure.until.or(figure.from)?.last()?;
    let there: Vec<&Incident> = incidents
        .iter()
        .filter(|incident| began_within(incident, from, until) && area.holds(incident))
        .collect();
    Some(Beside { own, incidents: there.len(), toll: own.total(&there) })
}

/// By its first day, so that an incident over the turn of a year is counted in one year.
fn began_within(incident: &Incident, from: Date, until: Date) -> bool {
    incident.date.bounds().is_some_and(|(start, _)| from <= start && start <= until)
}

impl Own {
    fn total(self, incidents: &[&Incident]) -> Option<Toll> {
        let of_one = |incident: &&Incident| {
            toll_of(incident.counts.iter().filter(|row| self.counts(row.what, row.who)))
        };
        incidents.iter().filter_map(of_one).reduce(Toll::sum)
    }

    fn counts(self, what: CountWhat, who: CountWho) -> bool {
        let hurt = matches!(what, CountWhat::Killed | CountWhat::Injured);
        match self {
            Self::Incidents => false,
            Self::Count(wanted) => what == wanted,
            Self::Civilian(wanted) => what == wanted && who == CountWho::Civilian,
            Self::Casualties => hurt,
            Self::CivilianCasualties => hurt && who == CountWho::Civilian,
        }
    }
}
