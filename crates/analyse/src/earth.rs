//! Distance on the earth.

/// Mean radius, IUGG.
const RADIUS_KM: f64 = 6371.0088;

/// Great-circle distance between two `[latitude, longitude]`.
pub fn km(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [lat_a, lon_a, lat_b, lon_b] = [a[0], a[1], b[0], b[1]].map(f64::to_radians);
    let (north, east) = ((lat_b - lat_a) / 2.0, (lon_b - lon_a) / 2.0);
    let chord = north.sin().powi(2) + lat_a.cos() * lat_b.cos() * east.sin().powi(2);
    2.0 * RADIUS_KM * chord.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bamako_to_ouagadougou() {
        let distance = km([12.6392, -8.0029], [12.3714, -1.5197]);
        assert!((distance - 704.0).abs() < 3.0, "{distance}");
    }

    #[test]
    fn across_the_date_line_is_near() {
        assert!(km([0.0, 179.9], [0.0, -179.9]) < 23.0);
    }
}
