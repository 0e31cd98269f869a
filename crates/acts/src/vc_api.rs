//! The test endpoints of the W3C suites (`serve --vc-api`): sign any credential, judge any credential or presentation.
//!
//! They sign with a key that is made at the start and forgotten at the end, as a did:key: never with the key of anybody
//! here. Nothing is kept and nothing is fetched.
//!
//! Source: Verifiable Credential API (W3C CCG) §3.2.1, §3.3.1, §3.3.2; problems are those of Verifiable Credentials 2.0 §7.2.

use anavez_keys::SecretKey;
use openbadges::contexts::{CREDENTIALS_V1, DATA_INTEGRITY_V2};
use openbadges::did::{did_key, verification_method};
use openbadges::jsonld::Engine;
use openbadges::key::PublicKey;
use openbadges::multibase::Ed25519Public;
use openbadges::proof::{Occasion, ProofError, ProofOptions, Suite, create_with};
use openbadges::schema;
use openbadges::verify::{self, Input, IssuerProven, Options, Report, Signature, Verdict};
use serde_json::{Value, json};

use crate::{ActError, World};

/// The context of examples: it gives every undefined term a meaning, so it is known here only.
const EXAMPLES: &str = "https://www.w3.org/ns/credentials/examples/v2";

/// An issuer and verifier for conformance suites.
pub struct VcApi {
    engine: Engine,
    key: SecretKey,
    public: Ed25519Public,
    did: String,
    method: String,
}

/// Why a document was not signed, or is not what it says.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Refusal {
    /// What kind of problem, as Verifiable Credentials 2.0 §7.2 and Data Integrity §4.7 call them.
    pub kind: &'static str,
    /// In words.
    pub detail: String,
}

impl VcApi {
    /// Makes the key of this run.
    ///
    /// # Errors
    /// [`ActError::Broken`] when no key could be made.
    pub fn new(world: &World) -> Result<Self, ActError> {
        let key = world.chance(|chance| SecretKey::generate(chance))?;
        let public = Ed25519Public::from_bytes(&key.public_bytes()).map_err(|error| ActError::Broken(Box::new(error)))?;
        let did = did_key(&public);
        let method = verification_method(&did, &public);
        let vocabulary = json!({ "@vocab": "https://www.w3.org/ns/credentials/examples#" });
        Ok(Self { engine: Engine::new().with_context(EXAMPLES, &vocabulary), key, public, did, method })
    }

    /// Who signs.
    #[must_use]
    pub fn did(&self) -> &str {
        &self.did
    }

    /// Signs a credential in the name of [`did`](Self::did): whoever it names as issuer, nobody signs for others here.
    /// `options.cryptosuite` is `eddsa-rdfc-2022` unless it says `eddsa-jcs-2022`.
    ///
    /// # Errors
    /// [`Refusal`]: it is not built as a credential must be, or says something that would not be signed.
    pub fn issue(&self, world: &World, credential: &Value, options: &Value) -> Result<Value, Refusal> {
        well_formed(credential)?;
        if credential.get("proof").is_some() {
            return Err(Refusal { kind: "PROOF_GENERATION_ERROR", detail: "it has a proof already".to_owned() });
        }
        let suite = match options["cryptosuite"].as_str().unwrap_or("eddsa-rdfc-2022") {
            "eddsa-rdfc-2022" => Suite::EddsaRdfc2022,
            "eddsa-jcs-2022" => Suite::EddsaJcs2022,
            other => {
                let detail = format!("options.cryptosuite: {other} is not signed with here");
                return Err(Refusal { kind: "PROOF_GENERATION_ERROR", detail });
            }
        };
        let mut credential = credential.clone();
        match &mut credential["issuer"] {
            Value::Object(issuer) => drop(issuer.insert("id".to_owned(), self.did.clone().into())),
            issuer => *issuer = self.did.clone().into(),
        }
        name_the_terms_of_proofs(&mut credential);
        let created = world.now().rfc3339();
        let how = ProofOptions { verification_method: &self.method, created: &created, purpose: "assertionMethod" };
        let public = PublicKey::Ed25519(self.public);
        create_with(&self.engine, &credential, suite, &public, &how, |bytes| Ok(self.key.sign(bytes).to_vec()))
            .map_err(|error| refusal(&error))
    }

    /// Whether a credential is well made and rightly signed. Dates and status are not asked about.
    ///
    /// # Errors
    /// [`Refusal`] when it is not.
    pub fn verify_credential(&self, world: &World, credential: &Value) -> Result<(), Refusal> {
        if !credential.is_object() {
            return Err(Refusal { kind: "PARSING_ERROR", detail: "a credential is a JSON object".to_owned() });
        }
        well_formed(credential)?;
        let options = Options::at(world.now().timestamp());
        holds(&verify::offline(&self.engine, Input::Value(credential.clone()), options))
    }

    /// Whether a presentation, and everything presented in it, is well made and rightly signed, for this occasion.
    ///
    /// # Errors
    /// [`Refusal`] when it is not.
    pub fn verify_presentation(&self, world: &World, presented: &Value, occasion: &Occasion) -> Result<(), Refusal> {
        let options = Options::at(world.now().timestamp());
        let report = verify::presentation(&self.engine, presented, occasion, &options);
        if !report.is_right() {
            return Err(Refusal { kind: "PROOF_VERIFICATION_ERROR", detail: report.faults.join("; ") });
        }
        report.credentials.iter().try_for_each(holds)
    }
}

/// The context of Verifiable Credentials 1.1 knows no Data Integrity: its terms are named beside it.
fn name_the_terms_of_proofs(credential: &mut Value) {
    let context = &mut credential["@context"];
    if context.as_str() == Some(CREDENTIALS_V1) {
        *context = json!([CREDENTIALS_V1]);
    }
    if let Value::Array(contexts) = context
        && contexts.first().is_some_and(|first| first == CREDENTIALS_V1)
        && !contexts.iter().any(|context| context == DATA_INTEGRITY_V2)
    {
        contexts.push(DATA_INTEGRITY_V2.into());
    }
}

fn well_formed(credential: &Value) -> Result<(), Refusal> {
    let faults = schema::check(credential).faults;
    if faults.is_empty() {
        return Ok(());
    }
    let detail = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    Err(Refusal { kind: "MALFORMED_VALUE_ERROR", detail })
}

fn holds(report: &Report) -> Result<(), Refusal> {
    let dated = matches!(report.verdict, Verdict::Expired | Verdict::NotYetValid);
    let right = report.signature == Signature::Valid && report.issuer_proven != IssuerProven::Contradicted;
    if right && (dated || report.verdict.exit_code() == 0) {
        return Ok(());
    }
    let failed = report.checks.iter().filter(|check| check.outcome != verify::Outcome::Pass);
    let reasons = failed.map(|check| check.detail.clone()).collect::<Vec<_>>().join("; ");
    Err(Refusal { kind: "PROOF_VERIFICATION_ERROR", detail: format!("{} {reasons}", report.summary) })
}

fn refusal(error: &ProofError) -> Refusal {
    let kind = if error.is_unsigned_term() { "DATA_LOSS_DETECTION_ERROR" } else { "PROOF_GENERATION_ERROR" };
    Refusal { kind, detail: error.to_string() }
}
