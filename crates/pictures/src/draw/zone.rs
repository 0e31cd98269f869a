//! Where an emblem may stand.

/// A disc inside a silhouette, in units of the 240 × 240 canvas, that an emblem fills.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Zone {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) r: f64,
}
