//! Distances and directions on the earth, in kilometres and degrees. Points are `[latitude, longitude]`.

/// Kilometres of a degree of latitude.
const KM_PER_DEGREE: f64 = 111.195;

/// Great-circle distance in kilometres.
pub fn km(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [lat1, lon1] = a.map(f64::to_radians);
    let [lat2, lon2] = b.map(f64::to_radians);
    let h =
        ((lat2 - lat1) / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * ((lon2 - lon1) / 2.0).sin().powi(2);
    12742.0 * h.clamp(0.0, 1.0).sqrt().asin()
}

/// The point `distance` kilometres away towards `bearing` degrees, clockwise from north.
pub fn offset(from: [f64; 2], bearing: f64, distance: f64) -> [f64; 2] {
    let angle = distance / 6371.0;
    let (lat, bearing) = (from[0].to_radians(), bearing.to_radians());
    let sine = lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos();
    let there = sine.clamp(-1.0, 1.0).asin();
    let turn = (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * there.sin());
    [there.to_degrees(), wrap(from[1] + turn.to_degrees())]
}

/// The middle of some points; `None` of none. Good for points that lie within one region of the earth.
pub fn middle(points: &[[f64; 2]]) -> Option<[f64; 2]> {
    let first = points.first()?;
    let count = points.len() as f64;
    let lat = points.iter().map(|p| p[0]).sum::<f64>() / count;
    let lon = points.iter().map(|p| wrap(p[1] - first[1])).sum::<f64>() / count;
    Some([lat.clamp(-90.0, 90.0), wrap(first[1] + lon)])
}

/// Distance in kilometres from a point to the line between two others.
pub fn km_to_line(point: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let flat = |p: [f64; 2]| {
        let across = wrap(p[1] - a[1]) * KM_PER_DEGREE * a[0].to_radians().cos();
        [across, (p[0] - a[0]) * KM_PER_DEGREE]
    };
    let ([px, py], [bx, by]) = (flat(point), flat(b));
    let length = bx * bx + by * by;
    let along = if length > 0.0 { ((px * bx + py * by) / length).clamp(0.0, 1.0) } else { 0.0 };
    (px - along * bx).hypot(py - along * by)
}

/// Longitude within ±180.
fn wrap(lon: f64) -> f64 {
    (lon + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_lies_as_far_as_it_says() {
        let from = [14.45, -11.43];
        for bearing in [0.0, 45.0, 90.0, 200.0, 315.0] {
            let there = offset(from, bearing, 30.0);
            assert!((km(from, there) - 30.0).abs() < 0.1, "{bearing}: {there:?}");
        }
        assert!(offset(from, 0.0, 30.0)[0] > from[0] && offset(from, 270.0, 30.0)[1] < from[1]);
    }

    #[test]
    fn the_date_line_is_no_wall() {
        assert!(km([0.0, 179.9], [0.0, -179.9]) < 25.0);
        let between = middle(&[[0.0, 179.0], [0.0, -179.0]]).unwrap();
        assert!(between[1].abs() > 179.0, "{between:?}");
    }

    #[test]
    fn a_line_is_near_its_own_middle() {
        let (a, b) = ([13.0, -5.0], [14.0, -4.0]);
        assert!(km_to_line([13.5, -4.5], a, b) < 2.0);
        assert!(km_to_line([15.0, -3.0], a, b) > 100.0);
    }
}
