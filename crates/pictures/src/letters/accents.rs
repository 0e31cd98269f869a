//! Accents, centred on x = 0. Those above are drawn between y = 0 and 2.6, over a small letter; on a capital the caller
//! lifts them. Those below hang from the baseline.

/// An accent, by its combining character (Unicode block "Combining Diacritical Marks").
#[derive(Debug)]
pub(super) struct Accent {
    pub(super) strokes: &'static str,
    /// Whether it hangs below the letter.
    pub(super) below: bool,
}

/// The accent of a combining character, if we have drawn it.
pub(super) fn accent(combining: char) -> Option<Accent> {
    let (strokes, below) = match combining {
        '\u{300}' => ("M1 1.6L-1.4 -.6", false),                                  // grave
        '\u{301}' => ("M-1 1.6L1.4 -.6", false),                                  // acute
        '\u{302}' => ("M-2.4 1.5L0 -.7L2.4 1.5", false),                          // circumflex
        '\u{303}' => ("M-2.7 1.2C-1.6 -1.2 -.4 -.2 0 .4S1.6 2 2.7 -.4", false),   // tilde
        '\u{304}' => ("M-2.4 .6H2.4", false),                                     // macron
        '\u{306}' => ("M-2.4 -.6C-2 1.8 2 1.8 2.4 -.6", false),                   // breve
        '\u{307}' => ("M0 .6v.01", false),                                        // dot
        '\u{308}' => ("M-2.1 .6v.01M2.1 .6v.01", false),                          // diaeresis
        '\u{30a}' => ("M0 -1.4A1.4 1.4 0 1 0 0 1.4A1.4 1.4 0 1 0 0 -1.4", false), // ring
        '\u{30b}' => ("M-2.2 1.6L-.6 -.6M1 1.6L2.6 -.6", false),                  // double acute
        '\u{30c}' => ("M-2.4 -.6L0 1.6L2.4 -.6", false),                          // caron
        '\u{323}' => ("M0 17.4v.01", true),                                       // dot below
        '\u{326}' => ("M.6 16.6L-.4 19", true),                                   // comma below
        '\u{327}' => ("M0 14V15.4C2.2 15.6 2 18.4 -1.2 18", true),                // cedilla
        '\u{328}' => ("M1.2 14C-1 15.6 -.6 18.2 2 17.8", true),                   // ogonek
        _ => return None,
    };
    Some(Accent { strokes, below })
}
