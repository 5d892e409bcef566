//! Rings of `lat,lon` pairs in thousandths of a degree, packed as differences.

use anyhow::{Context, Result};
use vigie_locate::layout::{put_varint, zigzag};

/// `"14000,-10000 14010,-10000 …;…"` → bounding box, number of rings, and each ring as differences.
pub fn pack(text: &str, out: &mut Vec<u8>) -> Result<()> {
    let rings: Vec<Vec<(i64, i64)>> = text.split(';').map(ring).collect::<Result<_>>()?;
    let all = || rings.iter().flatten();
    let least = |pick: fn(&(i64, i64)) -> i64| all().map(pick).min().context("a polygon without points");
    let most = |pick: fn(&(i64, i64)) -> i64| all().map(pick).max().context("a polygon without points");
    for bound in [least(|p| p.0)?, least(|p| p.1)?, most(|p| p.0)?, most(|p| p.1)?] {
        put_varint(out, zigzag(bound));
    }
    put_varint(out, rings.len() as u64);
    let (mut lat, mut lon) = (0, 0);
    for points in &rings {
        put_varint(out, points.len() as u64);
        for &(a, b) in points {
            put_varint(out, zigzag(a - lat));
            put_varint(out, zigzag(b - lon));
            (lat, lon) = (a, b);
        }
    }
    Ok(())
}

/// A ring whose last point repeats the first loses it, and so do points that quantising made equal.
fn ring(text: &str) -> Result<Vec<(i64, i64)>> {
    let mut points = Vec::new();
    for pair in text.split(' ') {
        let (lat, lon) = pair.split_once(',').with_context(|| format!("{pair:?} is no point"))?;
        let point = (lat.parse()?, lon.parse()?);
        if points.last() != Some(&point) {
            points.push(point);
        }
    }
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    Ok(points)
}
