//! The fourteen triads.

/// Three colours that go together: dark on light is always readable, the accent only separates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Triad {
    pub(super) dark: &'static str,
    pub(super) light: &'static str,
    pub(super) accent: &'static str,
}

const fn triad(dark: &'static str, light: &'static str, accent: &'static str) -> Triad {
    Triad { dark, light, accent }
}

pub(super) const TRIADS: [Triad; 14] = [
    triad("#12303F", "#F6DFA3", "#E4573D"),
    triad("#12303F", "#D5EAEC", "#E0A526"),
    triad("#1A627D", "#F8E6B6", "#F0A9C4"),
    triad("#1A627D", "#FCFAF3", "#E4573D"),
    triad("#245A41", "#F6DFA3", "#E4573D"),
    triad("#245A41", "#DCE9C2", "#E0A526"),
    triad("#7A1250", "#F9D5E4", "#E0A526"),
    triad("#7A1250", "#F6DFA3", "#5DB2BF"),
    triad("#93360F", "#F8E6B6", "#5DB2BF"),
    triad("#93360F", "#FCFAF3", "#E0A526"),
    triad("#47315F", "#F9D5E4", "#E0A526"),
    triad("#12303F", "#F9D5E4", "#C42C86"),
    triad("#12303F", "#DCE9C2", "#C42C86"),
    triad("#47315F", "#D5EAEC", "#E4573D"),
];

#[cfg(test)]
mod tests {
    use super::TRIADS;

    /// Relative luminance of `#RRGGBB` (WCAG 2.2, definition "relative luminance").
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let c = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    #[test]
    fn dark_on_light_is_readable_in_every_triad() {
        for triad in TRIADS {
            let ratio = (luminance(triad.light) + 0.05) / (luminance(triad.dark) + 0.05);
            assert!(ratio >= 5.5, "{triad:?}: {ratio:.2}");
        }
    }
}
