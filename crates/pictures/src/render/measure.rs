//! Measuring paths.

use resvg::usvg::tiny_skia_path::{Path, PathSegment, Point};

/// The length of a path in user units. Sums the chords of each curve: 32 a curve are exact to a hundredth at this size.
pub(super) fn length(path: &Path) -> f64 {
    const CHORDS: u8 = 32;
    let (mut start, mut at) = (Point::zero(), Point::zero());
    let mut total = 0.0;
    for segment in path.segments() {
        let from = at;
        let (a, b, end) = match segment {
            PathSegment::MoveTo(to) => {
                (start, at) = (to, to);
                continue;
            }
            PathSegment::LineTo(to) => (mix(from, to, 1.0 / 3.0), mix(from, to, 2.0 / 3.0), to),
            PathSegment::QuadTo(a, to) => (mix(from, a, 2.0 / 3.0), mix(to, a, 2.0 / 3.0), to),
            PathSegment::CubicTo(a, b, to) => (a, b, to),
            PathSegment::Close => (mix(from, start, 1.0 / 3.0), mix(from, start, 2.0 / 3.0), start),
        };
        let mut last = from;
        for i in 1..=CHORDS {
            let t = f32::from(i) / f32::from(CHORDS);
            let (p, q, r) = (mix(from, a, t), mix(a, b, t), mix(b, end, t));
            let next = mix(mix(p, q, t), mix(q, r, t), t);
            total += f64::from(next.distance(last));
            last = next;
        }
        at = end;
    }
    total
}

fn mix(a: Point, b: Point, t: f32) -> Point {
    Point::from_xy(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
}

/// What a path costs to scan.
pub(super) struct Outline {
    /// Sum of the segments in user units, none counted longer than the picture.
    pub(super) clipped_length: f64,
    pub(super) segments: f64,
}

/// Measures a path by its control points, cutting every segment to `side` user units: what lies outside costs nothing.
pub(super) fn outline(path: &Path, side: f64) -> Outline {
    let mut outline = Outline { clipped_length: 0.0, segments: 0.0 };
    let (mut start, mut at) = (Point::zero(), Point::zero());
    for segment in path.segments() {
        let points: &[Point] = match &segment {
            PathSegment::MoveTo(to) => {
                (start, at) = (*to, *to);
                continue;
            }
            PathSegment::LineTo(to) => &[*to],
            PathSegment::QuadTo(a, to) => &[*a, *to],
            PathSegment::CubicTo(a, b, to) => &[*a, *b, *to],
            PathSegment::Close => &[start],
        };
        for to in points {
            outline.clipped_length += f64::from(to.distance(at)).min(side);
            at = *to;
        }
        outline.segments += 1.0;
    }
    outline
}
