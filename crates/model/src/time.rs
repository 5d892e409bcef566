//! Days, partial dates, publication times. Civil days at the place that is spoken of, past-biased by `read`.

use crate::DatePrecision;
use jiff::civil::Date;
use jiff::{Timestamp, tz};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// When something happened: the first and the last day that it may have been, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct DateSpan {
    /// First day, `None` where nothing is known.
    #[schemars(with = "Option<String>")]
    pub start: Option<Date>,
    /// Last day.
    #[schemars(with = "Option<String>")]
    pub end: Option<Date>,
    /// How finely the words say it.
    pub precision: DatePrecision,
}

impl DateSpan {
    /// Nothing is known.
    pub const UNKNOWN: DateSpan = DateSpan { start: None, end: None, precision: DatePrecision::Unknown };

    /// One day.
    pub fn day(day: Date) -> Self {
        Self { start: Some(day), end: Some(day), precision: DatePrecision::Day }
    }

    /// From one day to another, both inclusive; put in order.
    pub fn days(a: Date, b: Date, precision: DatePrecision) -> Self {
        Self { start: Some(a.min(b)), end: Some(a.max(b)), precision }
    }

    /// Both ends, where known.
    pub fn bounds(self) -> Option<(Date, Date)> {
        let start = self.start.or(self.end)?;
        Some((start, self.end.unwrap_or(start)))
    }
}

/// A date as finely as it was said: `2025`, `2025-07` or `2025-07-01`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(Date),
}

impl PartialDate {
    /// The first day that it may mean.
    pub fn first(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 1, 1).ok(),
            Self::Month(year, month) => Date::new(year, month, 1).ok(),
            Self::Day(day) => Some(day),
        }
    }

    /// The last day that it may mean.
    pub fn last(self) -> Option<Date> {
        match self {
            Self::Year(year) => Date::new(year, 12, 31).ok(),
            Self::Month(year, month) => Date::new(year, month, 1).ok().map(Date::last_of_month),
            Self::Day(day) => Some(day),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// A date or time that could not be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a date: wanted 2026-01-12, 2026-01 or 2026-01-12T09:30:00Z")]
pub struct NotADate(pub String);

impl FromStr for PartialDate {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [year] if year.len() == 4 => year.parse().map(Self::Year).map_err(|_| wrong()),
            [year, month] if year.len() == 4 => {
                let (year, month) = (year.parse().map_err(|_| wrong())?, month.parse().map_err(|_| wrong())?);
                Date::new(year, month, 1).map(|_| Self::Month(year, month)).map_err(|_| wrong())
            }
            _ => text.parse().map(Self::Day).map_err(|_| wrong()),
        }
    }
}

/// A report's publication: an instant, or a bare day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Published {
    /// RFC 3339 with a zone.
    Instant(Timestamp),
    /// A day, at the publisher's place.
    Day(Date),
}

impl Published {
    /// The day in UTC, which is what relative dates are reckoned from where the zone of the place is not known.
    pub fn day(self) -> Date {
        match self {
            Self::Instant(instant) => instant.to_zoned(tz::TimeZone::UTC).date(),
            Self::Day(day) => day,
        }
    }

    /// An instant to sort by: a bare day counts from its first second in UTC.
    pub fn instant(self) -> Option<Timestamp> {
        match self {
            Self::Instant(instant) => Some(instant),
            Self::Day(day) => day.to_zoned(tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp()),
        }
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(instant) => write!(f, "{instant}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for Published {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        let wrong = || NotADate(text.to_owned());
        if text.len() == 10 {
            return text.parse().map(Self::Day).map_err(|_| wrong());
        }
        text.parse().map(Self::Instant).map_err(|_| wrong())
    }
}

/// A time of day, `HH:MM`, local to the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for Clock {
    type Err = NotADate;
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let wrong = || NotADate(text.to_owned());
        let (hour, minute) = text.split_once(':').ok_or_else(wrong)?;
        let clock =
            Self { hour: hour.parse().map_err(|_| wrong())?, minute: minute.parse().map_err(|_| wrong())? };
        if clock.hour < 24 && clock.minute < 60 { Ok(clock) } else { Err(wrong()) }
    }
}

/// Written and read as text in JSON.
macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                String::json_schema(generator)
            }
        }
    )+};
}

as_text!(PartialDate, Published, Clock);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_keep_their_precision() {
        for text in ["2025", "2025-07", "2025-07-01"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        assert!("2025-13".parse::<PartialDate>().is_err());
        assert_eq!("2024-02".parse::<PartialDate>().unwrap().last(), "2024-02-29".parse().ok());
    }

    #[test]
    fn publication_keeps_day_or_instant() {
        assert_eq!("2026-01-12".parse::<Published>().unwrap().to_string(), "2026-01-12");
        let instant: Published = "2026-01-12T23:30:00-05:00".parse().unwrap();
        assert_eq!(instant.day(), jiff::civil::date(2026, 1, 13));
    }

    #[test]
    fn the_clock_stops_at_midnight() {
        assert_eq!("21:00".parse::<Clock>().unwrap().to_string(), "21:00");
        assert!("24:00".parse::<Clock>().is_err());
    }
}
