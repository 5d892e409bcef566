//! Times of day: "11:30 am", "4 p.m.", "0430", "21h00", "16 h 30", "vers une heure du matin".
//!
//! An hour without minutes, am/pm or a preposition of hours is as likely a duration; such a one is unsure and
//! stays only where it is joined to another.

use super::item::Item;
use super::scan::{Scan, all_day};
use super::vocabulary::Small;
use crate::words::Shape;
use vigie_model::Clock;

/// An hour as far as it is read.
struct Hour {
    hour: u8,
    minute: Option<u8>,
    /// Marked as an hour: am, pm, "h", "heures", a zone, a colon.
    marked: bool,
    sure: bool,
    end: usize,
}

impl Scan<'_> {
    /// A clock that begins with digits.
    pub fn clock(&self, at: usize) -> Option<Item> {
        if let Some(end) = self.all_hours(at) {
            return Some(all_day(at..end));
        }
        let mut hour = self.digits(at)?;
        self.marks(at, &mut hour);
        let sure = hour.sure || (hour.marked && self.hour_expected(at, hour.end));
        if !hour.marked || self.lasts(at) {
            return None;
        }
        let clock = Clock { hour: hour.hour, minute: hour.minute.unwrap_or(0) };
        Some(Item::clock(at..hour.end, clock, sure))
    }

    /// "dix-huit heures": the words of a number before the mark of hours.
    pub fn spelled_clock(&self, start: usize, count: i64, at: usize) -> Option<Item> {
        let mark = |small| matches!(small, Small::HourMark).then_some(());
        self.time.small(self.words, at, at + 1, mark)?;
        let mut hour =
            Hour { hour: u8::try_from(count).ok()?, minute: None, marked: true, sure: false, end: at + 1 };
        self.half_of_day(&mut hour)?;
        let clock = valid(hour.hour, 0)?;
        let sure = hour.sure || self.hour_expected(start, hour.end);
        Some(Item::clock(start..hour.end, clock, sure))
    }

    /// "24-hour", "24h/24": every hour.
    fn all_hours(&self, at: usize) -> Option<usize> {
        let key = |n: usize| if at + n < self.end { self.words.key(at + n) } else { "" };
        match (key(0), key(1), key(2)) {
            ("24", "-", "hour") | ("24h", "/", "24" | "24h") => Some(at + 3),
            ("24", "/", "7") => Some(at + 3),
            _ => None,
        }
    }

    /// The digits themselves and what is glued to them.
    fn digits(&self, at: usize) -> Option<Hour> {
        let key = self.words.key(at);
        let digits = key.find(|c: char| !c.is_ascii_digit()).unwrap_or(key.len());
        let (number, rest) = key.split_at(digits);
        let hour = |hour, minute, marked, sure| Some(Hour { hour, minute, marked, sure, end: at + 1 });
        match (number.len(), rest) {
            (4, "" | "h" | "z" | "hrs") => self.four_digits(at, number, rest),
            (1 | 2, "" | "h") => hour(number.parse().ok()?, None, rest == "h", false),
            (1 | 2, "am" | "pm") => hour(to_afternoon(number.parse().ok()?, rest == "pm")?, None, true, true),
            (1 | 2, _) => self.with_minutes(at, number, rest),
            _ => None,
        }
    }

    /// "11:30", "2:00pm", "9h10", "6.30pm".
    fn with_minutes(&self, at: usize, number: &str, rest: &str) -> Option<Hour> {
        let separator = rest.chars().next()?;
        let behind = &rest[separator.len_utf8()..];
        let digits = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let (minutes, suffix) = behind.split_at(digits);
        let afternoon = match suffix {
            "am" => Some(false),
            "pm" => Some(true),
            "" | "h" | "hrs" | "z" | "mn" | "min" => None,
            _ => return None,
        };
        let meridiem = afternoon.is_some() || self.meridiem(at + 1).is_some();
        let separates = matches!(separator, ':' | 'h') || (separator == '.' && meridiem);
        if !separates || minutes.len() != 2 {
            return None;
        }
        let mut hour = number.parse().ok()?;
        if let Some(afternoon) = afternoon {
            hour = to_afternoon(hour, afternoon)?;
        }
        let clock = valid(hour, minutes.parse().ok()?)?;
        // "en 1h47" lasts.
        let sure = !(separator == 'h' && at > 0 && self.words.key(at - 1) == "en");
        Some(Hour { hour: clock.hour, minute: Some(clock.minute), marked: true, sure, end: at + 1 })
    }

    /// "0430", "2100-0600": an hour beside a word of hours or another one; "2021-2024" are years.
    fn four_digits(&self, at: usize, number: &str, rest: &str) -> Option<Hour> {
        let clock = valid(number[..2].parse().ok()?, number[2..].parse().ok()?)?;
        let partner = |other: usize| {
            let key = self.words.key(other);
            let both = key.len() >= 4 && key.as_bytes()[..4].iter().all(u8::is_ascii_digit);
            both && (number.starts_with('0') || key.starts_with('0'))
        };
        let dashed =
            (self.is_join(at + 1) && partner(at + 2)) || (at >= 2 && self.is_join(at - 1) && partner(at - 2));
        let zone = !rest.is_empty() || self.zone(at + 1).is_some();
        let expected = number.starts_with('0') && self.hourly_before(at);
        (dashed || zone || expected).then_some(Hour {
            hour: clock.hour,
            minute: Some(clock.minute),
            marked: true,
            sure: true,
            end: at + 1,
        })
    }

    /// Reads what follows the digits: am, pm, "h 30", "heures", a zone.
    fn marks(&self, at: usize, hour: &mut Hour) {
        if hour.minute.is_none() {
            self.hour_mark(hour);
        }
        if self.half_of_day(hour).is_none() || valid(hour.hour, hour.minute.unwrap_or(0)).is_none() {
            hour.marked = false;
            return;
        }
        if !hour.marked && hour.minute.is_none() {
            self.mark_of_partner(at, hour);
        }
        if hour.marked
            && let Some(length) = self.zone(hour.end)
        {
            hour.end += length;
            hour.sure = true;
        }
    }

    /// "16 h 30", "16 heures".
    fn hour_mark(&self, hour: &mut Hour) {
        let mark = |small| matches!(small, Small::HourMark).then_some(());
        let glued = hour.marked;
        if !glued {
            let Some((length, ())) = self.time.small(self.words, hour.end, self.end, mark) else { return };
            hour.end += length;
            hour.marked = true;
        }
        let key = self.words.key(hour.end);
        let next = if hour.end < self.end { key } else { "" };
        if next.len() == 2
            && let Ok(minute) = next.parse::<u8>()
            && minute < 60
            && self.joins_minutes(hour.end, glued)
        {
            hour.minute = Some(minute);
            hour.sure = !(hour.end >= 3 && self.words.key(hour.end - 3) == "en");
            hour.end += 1;
        }
    }

    /// "de 24 heures 15 personnes": minutes end the expression.
    fn joins_minutes(&self, at: usize, glued: bool) -> bool {
        let after = at + 1;
        !glued
            && (after >= self.end
                || self.words.shape(after) != Shape::Lower
                || self.is_fill(after)
                || self.is_join(after))
    }

    /// Turns to the afternoon; nothing where the hour does not fit.
    fn half_of_day(&self, hour: &mut Hour) -> Option<()> {
        if let Some((length, afternoon)) = self.meridiem(hour.end) {
            hour.hour = to_afternoon(hour.hour, afternoon)?;
            hour.end += length;
            hour.marked = true;
            hour.sure = true;
        }
        Some(())
    }

    /// "between 6 and 9 p.m.", "de 20 à 5 heures": the mark of the second is the first one's too.
    fn mark_of_partner(&self, at: usize, hour: &mut Hour) {
        let begins =
            |small| matches!(small, Small::From | Small::Between | Small::Fill | Small::Hourly).then_some(());
        let begun = self.time.small_before(self.words, self.floor, at, begins).is_some();
        let next = hour.end + 1;
        if !begun || !self.is_join(hour.end) || next >= self.end {
            return;
        }
        let Some(mut second) = self.digits(next) else { return };
        let plain = second.hour;
        self.hour_mark(&mut second);
        if self.half_of_day(&mut second).is_none() || valid(second.hour, 0).is_none() || !second.marked {
            return;
        }
        hour.marked = true;
        if second.hour > plain && hour.hour < 12 {
            hour.hour += 12;
        }
    }

    fn meridiem(&self, at: usize) -> Option<(usize, bool)> {
        let half = |small| if let Small::Afternoon(afternoon) = small { Some(afternoon) } else { None };
        self.time.small(self.words, at, self.end, half)
    }

    fn zone(&self, at: usize) -> Option<usize> {
        let zone = |small| matches!(small, Small::Zone).then_some(());
        self.time.small(self.words, at, self.end, zone).map(|(length, ())| length)
    }

    fn hourly_before(&self, at: usize) -> bool {
        let hourly = |small| matches!(small, Small::Hourly).then_some(());
        self.time.small_before(self.words, self.floor, at, hourly).is_some()
    }

    /// "vers 16 heures", "mardi 20 heures"; but "à deux heures de route" is a way.
    fn hour_expected(&self, at: usize, end: usize) -> bool {
        let beside = at > self.begin && at == self.floor;
        let way = matches!(self.words.key(end), "de" | "d'") && end < self.end;
        (beside || self.hourly_before(at)) && !way
    }

    /// "pendant 4 heures", "pour 6 heures".
    fn lasts(&self, at: usize) -> bool {
        let lasting = |small| matches!(small, Small::For).then_some(());
        let Some((start, ())) = self.time.small_before(self.words, self.floor, at, lasting) else {
            return false;
        };
        let also = |small| matches!(small, Small::Fill | Small::Hourly | Small::From).then_some(());
        self.time.small(self.words, start, at, also).is_none()
    }
}

fn to_afternoon(hour: u8, afternoon: bool) -> Option<u8> {
    match (hour, afternoon) {
        (12, false) => Some(0),
        (1..=11, true) => Some(hour + 12),
        (0..=12, _) => Some(hour),
        (13..=23, true) => Some(hour),
        _ => None,
    }
}

fn valid(hour: u8, minute: u8) -> Option<Clock> {
    (hour < 24 && minute < 60).then_some(Clock { hour, minute })
}
