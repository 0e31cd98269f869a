//! Outlines as SVG path data: numbers with at most two decimals, so that the same input gives the same bytes everywhere.

use std::f64::consts::TAU;

use crate::svg_text::num;

/// Centre of the 240 × 240 canvas.
pub(super) const CENTRE: f64 = 120.0;

/// A point of path data.
pub(super) fn point((x, y): (f64, f64)) -> String {
    format!("{} {}", num(x), num(y))
}

/// A polygon whose corners are softened.
pub(super) fn rounded(points: &[(f64, f64)], radius: f64) -> String {
    let n = points.len();
    let corner = |i: usize| {
        let (x, y) = points[i];
        let towards = |(px, py): (f64, f64)| {
            let side = (px - x).hypot(py - y);
            let cut = radius.min(side / 2.0);
            point((x + (px - x) * cut / side, y + (py - y) * cut / side))
        };
        let verb = if i == 0 { "M" } else { "L" };
        let start = towards(points[(i + n - 1) % n]);
        let end = towards(points[(i + 1) % n]);
        format!("{verb}{start}Q{} {end}", point((x, y)))
    };
    (0..n).map(corner).collect::<String>() + "Z"
}

/// The corners of a regular polygon, the first at the top, turned clockwise by `turn` radians.
pub(super) fn regular(n: u32, r: f64, turn: f64) -> Vec<(f64, f64)> {
    (0..n)
        .map(|i| TAU * f64::from(i) / f64::from(n) + turn)
        .map(|angle| (CENTRE + r * angle.sin(), CENTRE - r * angle.cos()))
        .collect()
}

/// `n` arcs around the centre: a rosette.
pub(super) fn lobes(n: u32, r: f64, bulge: f64, turn: f64) -> String {
    let points = regular(n, r, turn);
    let arcs: String =
        (1..=points.len()).map(|i| format!("A{0} {0} 0 0 1 {1}", num(bulge), point(points[i % points.len()]))).collect();
    format!("M{}{arcs}Z", point(points[0]))
}

/// A circle as two arcs.
pub(super) fn circle(x: f64, y: f64, r: f64) -> String {
    let (left, right) = (point((x - r, y)), point((x + r, y)));
    format!("M{left}A{0} {0} 0 1 1 {right}A{0} {0} 0 1 1 {left}Z", num(r))
}

/// The outline of two circles `(x, y, r)` that overlap.
pub(super) fn two_circles((x1, y1, r1): (f64, f64, f64), (x2, y2, r2): (f64, f64, f64)) -> String {
    let d = (x2 - x1).hypot(y2 - y1);
    let a = (r1 * r1 - r2 * r2 + d * d) / (2.0 * d);
    let h = (r1 * r1 - a * a).sqrt();
    let (ux, uy) = ((x2 - x1) / d, (y2 - y1) / d);
    let (mx, my) = (x1 + a * ux, y1 + a * uy);
    let (p, q) = (point((mx - h * uy, my + h * ux)), point((mx + h * uy, my - h * ux)));
    let second_is_large = i32::from(d - a > 0.0);
    format!("M{p}A{0} {0} 0 1 1 {q}A{1} {1} 0 {second_is_large} 1 {p}Z", num(r1), num(r2))
}
