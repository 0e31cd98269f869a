//! The ledger: one fact, two entries. What I received and what I gave, side by side.

use std::collections::BTreeSet;

/// What one actor received and gave, in voices. Every set is a list that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger<Id: Ord> {
    /// In: who recognises them.
    pub received: BTreeSet<Id>,
    /// Out: whom they recognise.
    pub given: BTreeSet<Id>,
}

impl<Id: Ord + Copy> Ledger<Id> {
    /// In ∩ Out: both ways.
    pub fn mutual(&self) -> BTreeSet<Id> {
        self.received.intersection(&self.given).copied().collect()
    }

    /// Out \ In: simply given.
    pub fn gifts(&self) -> BTreeSet<Id> {
        self.given.difference(&self.received).copied().collect()
    }

    /// In \ Out: an invitation to give, shown to its owner alone.
    pub fn to_give_back(&self) -> BTreeSet<Id> {
        self.received.difference(&self.given).copied().collect()
    }
}

/// The ledger of `owner` over live recognitions `(giver, receiver)` that the viewer may see.
/// Repeated pairs count once; recognising oneself is not a voice.
pub fn ledger<Id: Ord + Copy>(owner: Id, recognitions: impl IntoIterator<Item = (Id, Id)>) -> Ledger<Id> {
    let mut ledger = Ledger { received: BTreeSet::new(), given: BTreeSet::new() };
    for (giver, receiver) in recognitions {
        if giver == receiver {
            continue;
        }
        if receiver == owner {
            ledger.received.insert(giver);
        }
        if giver == owner {
            ledger.given.insert(receiver);
        }
    }
    ledger
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Ana, Ben, Chloé, Driss, Emma and who recognises whom.
    const GOLDEN: [(char, char); 7] = [('A', 'B'), ('A', 'C'), ('B', 'C'), ('B', 'D'), ('C', 'D'), ('C', 'A'), ('D', 'E')];

    fn set(letters: &str) -> BTreeSet<char> {
        letters.chars().collect()
    }

    #[test]
    fn the_golden_example() {
        let rows = [
            ('A', "C", "BC", "C", "", "B"),
            ('B', "A", "CD", "", "A", "CD"),
            ('C', "AB", "DA", "A", "B", "D"),
            ('D', "BC", "E", "", "BC", "E"),
            ('E', "D", "", "", "D", ""),
        ];
        for (owner, received, given, mutual, to_give_back, gifts) in rows {
            let ledger = ledger(owner, GOLDEN);
            assert_eq!(ledger.received, set(received), "{owner} received");
            assert_eq!(ledger.given, set(given), "{owner} given");
            assert_eq!(ledger.mutual(), set(mutual), "{owner} mutual");
            assert_eq!(ledger.to_give_back(), set(to_give_back), "{owner} to give back");
            assert_eq!(ledger.gifts(), set(gifts), "{owner} gifts");
        }
    }

    proptest! {
        /// Double entry: over a closed set, received = given, to give back = simply given, mutual is even.
        #[test]
        fn double_entry(edges in proptest::collection::vec((0u8..12, 0u8..12), 0..80)) {
            let ledgers: Vec<Ledger<u8>> = (0..12).map(|owner| ledger(owner, edges.iter().copied())).collect();
            let sum = |size: fn(&Ledger<u8>) -> usize| ledgers.iter().map(size).sum::<usize>();
            prop_assert_eq!(sum(|l| l.received.len()), sum(|l| l.given.len()));
            prop_assert_eq!(sum(|l| l.to_give_back().len()), sum(|l| l.gifts().len()));
            prop_assert_eq!(sum(|l| l.mutual().len()) % 2, 0);
        }

        /// Repeating a pair, or recognising oneself, changes nothing.
        #[test]
        fn a_voice_counts_once(edges in proptest::collection::vec((0u8..6, 0u8..6), 0..30), owner in 0u8..6) {
            let once = ledger(owner, edges.iter().copied());
            let twice = ledger(owner, edges.iter().chain(&edges).copied().chain([(owner, owner)]));
            prop_assert_eq!(once, twice);
        }
    }
}
