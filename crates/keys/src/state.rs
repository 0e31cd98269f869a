//! The life of a key: valid → retained → revoked.

use serde::{Deserialize, Serialize};

/// Where a key stands. Rotation retains the old key, so nothing it signed has to be issued again.
///
/// ```
/// use anavez_keys::KeyState;
/// let old = KeyState::Valid.retain()?;
/// assert!(old.proves() && !old.signs());
/// assert!(old.revoke()?.retain().is_err());
/// # Ok::<(), anavez_keys::KeyStateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeyState {
    /// Signs, and its signatures are good.
    Valid,
    /// Signs no more; what it signed stays good.
    Retained,
    /// Known or feared stolen: nothing it signed can be relied on. Final.
    Revoked,
}

/// A way between states that does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyStateError {
    /// Only a valid key can be retained.
    #[error("a {from} key cannot be retained")]
    Retain {
        /// The state it is in.
        from: KeyState,
    },
    /// A revoked key stays revoked.
    #[error("this key is revoked already")]
    RevokedAlready,
    /// Not the name of a state.
    #[error("no key state has this name")]
    Unknown,
}

impl KeyState {
    /// Every state, in the order of a key's life.
    pub const ALL: [Self; 3] = [Self::Valid, Self::Retained, Self::Revoked];

    /// Its name, as the database and the pages of the API have it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Retained => "retained",
            Self::Revoked => "revoked",
        }
    }

    /// May it sign something new?
    #[must_use]
    pub const fn signs(self) -> bool {
        matches!(self, Self::Valid)
    }

    /// Do its signatures still prove anything, so that the DID document lists it?
    #[must_use]
    pub const fn proves(self) -> bool {
        matches!(self, Self::Valid | Self::Retained)
    }

    /// Rotation: another key signs from now on.
    ///
    /// # Errors
    /// [`KeyStateError::Retain`] unless the key is valid.
    pub const fn retain(self) -> Result<Self, KeyStateError> {
        match self {
            Self::Valid => Ok(Self::Retained),
            Self::Retained | Self::Revoked => Err(KeyStateError::Retain { from: self }),
        }
    }

    /// The key is lost to somebody else.
    ///
    /// # Errors
    /// [`KeyStateError::RevokedAlready`] when it was revoked before: there is no way back and no second time.
    pub const fn revoke(self) -> Result<Self, KeyStateError> {
        match self {
            Self::Valid | Self::Retained => Ok(Self::Revoked),
            Self::Revoked => Err(KeyStateError::RevokedAlready),
        }
    }
}

impl std::fmt::Display for KeyState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for KeyState {
    type Err = KeyStateError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|state| state.as_str() == name).ok_or(KeyStateError::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_between_states_is_the_one_meant() {
        use KeyState::{Retained, Revoked, Valid};
        let retained = [Some(Retained), None, None];
        let revoked = [Some(Revoked), Some(Revoked), None];
        let signs = [true, false, false];
        let proves = [true, true, false];
        for (n, state) in [Valid, Retained, Revoked].into_iter().enumerate() {
            assert_eq!(state.retain().ok(), retained[n], "retain {state}");
            assert_eq!(state.revoke().ok(), revoked[n], "revoke {state}");
            assert_eq!(state.signs(), signs[n], "{state} signs");
            assert_eq!(state.proves(), proves[n], "{state} proves");
        }
    }

    #[test]
    fn a_state_is_read_back_from_its_name() {
        for state in KeyState::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{state}\""));
            assert_eq!(serde_json::from_str::<KeyState>(&json).unwrap(), state);
        }
        assert_eq!("Valid".parse::<KeyState>(), Err(KeyStateError::Unknown));
    }
}
