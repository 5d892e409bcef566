//! Is a point inside? Asked of the packed rings in place, without unpacking them.

use crate::layout::{take_varint, unzigzag};

/// A polygon where it lies in the file.
#[derive(Debug, Clone, Copy)]
pub struct Polygon<'a> {
    bytes: &'a [u8],
}

impl<'a> Polygon<'a> {
    /// The polygon that begins with these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Even-odd rule over all rings, so that holes and islands come out right. A broken polygon holds nothing.
    pub fn contains(self, point: [f64; 2]) -> bool {
        self.crossings(point).is_some_and(|crossings| crossings % 2 == 1)
    }

    fn crossings(self, [lat, lon]: [f64; 2]) -> Option<usize> {
        let (y, x) = (lat * 1000.0, lon * 1000.0);
        let mut at = 0;
        let mut next = || take_varint(self.bytes, &mut at).map(unzigzag);
        let [south, west, north, east] = [next()?, next()?, next()?, next()?];
        if y < south as f64 || y > north as f64 || x < west as f64 || x > east as f64 {
            return Some(0);
        }
        let rings = take_varint(self.bytes, &mut at)?;
        let (mut crossings, mut last) = (0, (0, 0));
        for _ in 0..rings {
            let count = take_varint(self.bytes, &mut at)?;
            let mut first = None;
            for _ in 0..count {
                let a = last.0 + take_varint(self.bytes, &mut at).map(unzigzag)?;
                let b = last.1 + take_varint(self.bytes, &mut at).map(unzigzag)?;
                match first {
                    None => first = Some((a, b)),
                    Some(_) => crossings += usize::from(crosses(last, (a, b), y, x)),
                }
                last = (a, b);
            }
            crossings += first.map_or(0, |first| usize::from(crosses(last, first, y, x)));
        }
        Some(crossings)
    }
}

/// Does the edge cross the ray that runs east from the point?
fn crosses(a: (i64, i64), b: (i64, i64), y: f64, x: f64) -> bool {
    let ((ay, ax), (by, bx)) = ((a.0 as f64, a.1 as f64), (b.0 as f64, b.1 as f64));
    (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{put_varint, zigzag};

    fn packed(rings: &[&[(i64, i64)]]) -> Vec<u8> {
        let mut out = Vec::new();
        for bound in [0, 0, 10_000, 10_000] {
            put_varint(&mut out, zigzag(bound));
        }
        put_varint(&mut out, rings.len() as u64);
        let mut last = (0, 0);
        for ring in rings {
            put_varint(&mut out, ring.len() as u64);
            for &(a, b) in *ring {
                put_varint(&mut out, zigzag(a - last.0));
                put_varint(&mut out, zigzag(b - last.1));
                last = (a, b);
            }
        }
        out
    }

    #[test]
    fn a_hole_is_outside() {
        let outer: &[(i64, i64)] = &[(0, 0), (0, 10_000), (10_000, 10_000), (10_000, 0)];
        let hole: &[(i64, i64)] = &[(4_000, 4_000), (4_000, 6_000), (6_000, 6_000), (6_000, 4_000)];
        let bytes = packed(&[outer, hole]);
        let polygon = Polygon::new(&bytes);
        assert!(polygon.contains([2.0, 2.0]));
        assert!(!polygon.contains([5.0, 5.0]));
        assert!(!polygon.contains([12.0, 2.0]));
        assert!(!Polygon::new(&bytes[..9]).contains([2.0, 2.0]));
    }
}
