//! Values the way the reference scorer prints them: `None`, `3.0`, `('killed', 3, None)`.

use serde::Serialize;
use serde_json::Value;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use std::io::{self, Write};

/// As inside a line of text: text bare, absence as `None`.
pub fn plain(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        other => quoted(other),
    }
}

/// As inside a list: text in quotes.
pub fn quoted(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "None".to_owned(),
        Some(Value::Bool(true)) => "True".to_owned(),
        Some(Value::Bool(false)) => "False".to_owned(),
        Some(Value::String(text)) => in_quotes(text),
        Some(Value::Number(number)) if number.is_f64() => float(number.as_f64().unwrap_or(0.0)),
        Some(other) => other.to_string(),
    }
}

fn in_quotes(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let escaped = text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t");
    let escaped = if quote == '\'' { escaped.replace('\'', "\\'") } else { escaped };
    format!("{quote}{escaped}{quote}")
}

/// The shortest digits that come back as the same number; an exponent below 1e-4 and from 1e16.
pub fn float(number: f64) -> String {
    let size = number.abs();
    if size == 0.0 || (1e-4..1e16).contains(&size) {
        let digits = number.to_string();
        return if digits.contains('.') { digits } else { digits + ".0" };
    }
    let scientific = format!("{number:e}");
    match scientific.split_once('e') {
        Some((digits, exponent)) => format!("{digits}e{}", two_digits(exponent)),
        None => scientific,
    }
}

fn two_digits(exponent: &str) -> String {
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    format!("{sign}{digits:0>2}")
}

/// JSON with one space of indent, numbers as above and nothing but ASCII.
pub fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let mut bytes = Vec::new();
    let layout = Layout { pretty: PrettyFormatter::with_indent(b" ") };
    value.serialize(&mut Serializer::with_formatter(&mut bytes, layout))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

struct Layout {
    pretty: PrettyFormatter<'static>,
}

impl Formatter for Layout {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(float(value).as_bytes())
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for unit in fragment.chars() {
            write_ascii(writer, unit)?;
        }
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.pretty.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.end_object_value(writer)
    }
}

fn write_ascii<W: ?Sized + Write>(writer: &mut W, unit: char) -> io::Result<()> {
    if unit.is_ascii() {
        return writer.write_all(&[unit as u8]);
    }
    for half in unit.encode_utf16(&mut [0; 2]) {
        write!(writer, "\\u{half:04x}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_the_reference_prints_them() {
        let printed: Vec<String> = [0.0, 1.0, 0.5, 2.0 / 3.0, 1e-4, 5e-5, 1e16].map(float).to_vec();
        assert_eq!(printed, ["0.0", "1.0", "0.5", "0.6666666666666666", "0.0001", "5e-05", "1e+16"]);
    }

    #[test]
    fn text_in_quotes_is_told_from_text_bare() {
        let value = Value::from("l'armée");
        assert_eq!((plain(Some(&value)), quoted(Some(&value))), ("l'armée".into(), "\"l'armée\"".into()));
        assert_eq!(plain(None), "None");
    }
}
