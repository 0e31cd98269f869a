//! The parts of `cargo xtask test`, and which of them are wished for.

use anyhow::{Context, Result, bail};

/// One part of the tests, in the order in which they run: the quickest to fail first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Fmt,
    Clippy,
    Unit,
    Peers,
    Kill,
    Journeys,
}

impl Part {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [Self::Fmt, Self::Clippy, Self::Unit, Self::Peers, Self::Kill, Self::Journeys];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Unit => "unit",
            Self::Peers => "peers",
            Self::Kill => "kill",
            Self::Journeys => "journeys",
        }
    }

    fn named(name: &str) -> Result<Self> {
        let known = Self::ALL.map(Self::name).join(", ");
        Self::ALL.into_iter().find(|part| part.name() == name).with_context(|| format!("no part “{name}”; there are: {known}"))
    }
}

/// Reads `--only PART` and `--skip PART`, each as often as one likes, commas allowed.
pub fn wished(arguments: &[String]) -> Result<Vec<Part>> {
    let (mut only, mut skip) = (Vec::new(), Vec::new());
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        let list = match option.as_str() {
            "--only" => &mut only,
            "--skip" => &mut skip,
            other => bail!("test knows --only PART and --skip PART, not “{other}”"),
        };
        let names = rest.next().with_context(|| format!("{option} needs the name of a part"))?;
        for name in names.split(',') {
            list.push(Part::named(name)?);
        }
    }
    let parts: Vec<Part> =
        Part::ALL.into_iter().filter(|part| only.is_empty() || only.contains(part)).filter(|part| !skip.contains(part)).collect();
    if parts.is_empty() {
        bail!("nothing is left to run");
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use super::{Part, wished};

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn without_options_everything_runs() {
        assert_eq!(wished(&[]).unwrap(), Part::ALL);
    }

    #[test]
    fn only_and_skip_choose() {
        assert_eq!(wished(&words("--only unit,fmt")).unwrap(), [Part::Fmt, Part::Unit]);
        let left = wished(&words("--skip kill --skip journeys")).unwrap();
        assert_eq!(left, [Part::Fmt, Part::Clippy, Part::Unit, Part::Peers]);
    }

    #[test]
    fn a_misspelt_part_or_an_empty_choice_is_refused() {
        assert!(wished(&words("--only units")).unwrap_err().to_string().contains("journeys"));
        assert!(wished(&words("--only fmt --skip fmt")).is_err());
        assert!(wished(&words("--only")).is_err());
    }
}
