//! Other people's badges against the verdicts of their own tests.

use super::*;
use crate::samples::{folder, sample, sample_json, sample_text};

const FOLDER: &str = "1edtech-public-validator";

/// Our verdict for every row of 1EdTech's public validator about Open Badges 2.0, and why it is finer than theirs.
const VERDICTS: [(&str, Verdict, &str); 25] = [
    ("basic-assertion.json", Verdict::Verified, ""),
    ("simple-badge.png", Verdict::Verified, ""),
    ("assets/badgeclass1.json", Verdict::Warnings, "a badge class was awarded to nobody"),
    ("basic-assertion-invalid-context.json", Verdict::Invalid, ""),
    ("basic-assertion-invalid-type.json", Verdict::Invalid, ""),
    ("simple.jwt", Verdict::Verified, ""),
    ("simple-not-revoked.jwt", Verdict::Verified, ""),
    ("assets/badge-with-data-image.json", Verdict::Warnings, "a badge class was awarded to nobody"),
    ("assertion-with-data-image.json", Verdict::Invalid, ""),
    ("assets/badgeclass-with-complex-image.json", Verdict::Warnings, "a badge class was awarded to nobody"),
    ("assertion-with-endorsements.json", Verdict::Warnings, "two of its four endorsements are about something else"),
    ("basic-assertion-no-public-key.json", Verdict::Verified, ""),
    ("issuer-compact-iri-validation.json", Verdict::Warnings, "a profile was awarded to nobody"),
    (
        "basic-assertion-with-allowed-origins.json",
        Verdict::Warnings,
        "class and issuer call themselves otherwise than their addresses",
    ),
    ("basic-assertion-with-allowed-origins-valid-starts-with.json", Verdict::Warnings, "the same"),
    ("basic-assertion-with-allowed-origins-valid-multiple-starts-with.json", Verdict::Warnings, "the same"),
    ("basic-assertion-expired.json", Verdict::Expired, "told apart from what is not valid"),
    ("basic-assertion-expired-before-issued.json", Verdict::Invalid, ""),
    ("basic-assertion-in-future.json", Verdict::NotYetValid, "told apart from what is not valid"),
    ("basic-assertion-with-language.json", Verdict::Verified, ""),
    ("assertion-with-extension-node-basic.json", Verdict::Verified, ""),
    ("assertion-with-multiple-extensions.json", Verdict::Verified, ""),
    ("assertion-with-extension-node-invalid.json", Verdict::Invalid, ""),
    ("warning-with-redirection.json", Verdict::Warnings, ""),
    ("warning-issuer-non-http.json", Verdict::Warnings, ""),
];

/// What their tests let answer: every asset under its name.
fn host() -> Web {
    let mut web = Web::default();
    let Some(assets) = folder(&format!("{FOLDER}/ob20/assets")) else { return web };
    for entry in std::fs::read_dir(assets).unwrap() {
        let path = entry.unwrap().path();
        let address = format!("https://example.org/{}", path.file_name().unwrap().to_str().unwrap());
        web = web.answering(&address, Ok(std::fs::read(path).unwrap()));
    }
    web
}

/// The badge also stands at its own address.
fn hosted(web: Web, document: &Value) -> Web {
    match document["id"].as_str() {
        Some(id) => web.with(&to_ask(id, false), document),
        None => web,
    }
}

#[test]
fn every_row_of_the_public_validator_gets_its_verdict() {
    let Some(table) = sample_text(&format!("{FOLDER}/EXPECTED.tsv")) else { return };
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("ob20/")).collect();
    assert_eq!(rows.len(), VERDICTS.len());
    for row in rows {
        let mut columns = row.split('\t');
        let (file, expected) = (columns.next().unwrap(), columns.next().unwrap());
        let name = file.strip_prefix("ob20/").unwrap();
        let (_, verdict, _) = VERDICTS.iter().find(|(row, ..)| *row == name).unwrap_or_else(|| panic!("{file} has no verdict"));
        let bytes = sample(&format!("{FOLDER}/{file}")).unwrap();
        let web = match crate::read::read(&bytes).content {
            crate::read::Content::Credential(document) => hosted(host(), &document),
            _ => host(),
        };
        let (report, _) = web.drive(Input::Bytes(bytes), options());
        assert_eq!(report.verdict, *verdict, "{file}: {report:#?}");
        // That issuer calls itself urn:uuid:…, and nobody can ask that.
        let proven = if name == "warning-issuer-non-http.json" { IssuerProven::Unknown } else { IssuerProven::Proven };
        assert!(report.verdict.exit_code() != 0 || report.issuer_proven == proven, "{file}: {report:#?}");
        let class = match expected {
            "VALID" | "WARNING" => 0,
            _ => 1,
        };
        assert_eq!(report.verdict.exit_code(), class, "{file} is {expected}");
        assert!(expected != "WARNING" || report.verdict == Verdict::Warnings, "{file}");
    }
}

#[test]
fn the_four_parts_are_shown_once_everything_was_fetched() {
    let Some(document) = sample_json(&format!("{FOLDER}/ob20/basic-assertion.json")) else { return };
    let (report, asked) = hosted(host(), &document).drive(Input::Value(document), options());
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert_eq!(report.name.as_deref(), Some("Awesome Robotics Badge"));
    assert_eq!(report.said.issuer["name"], "An Example Badge Issuer");
    assert_eq!(report.said.achievement["criteria_url"], "https://example.org/badgecriteria.json");
    assert_eq!(report.said.recipient["identifiers"][0]["hashed"], true);
    assert_eq!(report.said.evidence[0]["id"], "https://example.org/beths-robot-work.html");
    assert_eq!(report.said.issued_at.as_deref(), Some("2016-12-31T23:59:59Z"));
}

#[test]
fn a_signed_sample_on_its_issuers_list_is_revoked() {
    let Some(mut list) = sample_json(&format!("{FOLDER}/ob20/assets/empty-revocation-list.json")) else { return };
    list["revokedAssertions"] = json!([{ "id": "https://example.org/beths-robotics-badge.json", "revocationReason": "R" }]);
    let bytes = sample(&format!("{FOLDER}/ob20/simple-not-revoked.jwt")).unwrap();
    let (report, _) = host().with("https://example.org/empty-revocation-list.json", &list).drive(Input::Bytes(bytes), options());
    assert_eq!((report.verdict, report.status), (Verdict::Revoked, Status::Revoked), "{report:#?}");
    assert!(report.checks.iter().any(|check| check.detail.ends_with(": R")));
}

/// Where their tests let the objects of the older validator answer.
fn older_host() -> Option<Web> {
    let at = |name: &str| sample_json(&format!("1edtech-validator-core/{name}"));
    let mut web = Web::default();
    for (address, name) in [
        ("https://a.com/instance", "1_0_basic_assertion.json"),
        ("https://a.com/instance3", "1_0_basic_assertion_with_extra_properties.json"),
        ("https://a.com/badgeclass", "1_0_basic_badgeclass.json"),
        ("https://a.com/issuer", "1_0_basic_issuer.json"),
        ("https://oldstyle.com/1", "0_5_assertion.json"),
        ("https://oldstyle.com/2", "0_5_1_assertion.json"),
    ] {
        web = web.with(address, &at(name)?);
    }
    Some(web)
}

#[test]
fn every_object_of_the_older_validator_gets_its_verdict() {
    let Some(web) = older_host() else { return };
    let at = |name: &str| sample_json(&format!("1edtech-validator-core/{name}")).unwrap();
    let verdict = |web: &Web, input: Input| {
        let (report, _) = web.drive(input, options());
        println!("{:?} {:?}: {:#?}", report.verdict, report.standard, report.checks);
        (report.verdict, report.standard)
    };
    let url = |url: &str| Input::Url(url.to_owned());
    assert_eq!(verdict(&web, url("http://oldstyle.com/1")), (Verdict::Verified, Some(Standard::Ob05)));
    assert_eq!(verdict(&web, url("https://oldstyle.com/2")), (Verdict::Verified, Some(Standard::Ob05)));
    let elsewhere = web.clone().with("https://newstyle.com/1", &at("0_5_assertion.json"));
    assert_eq!(verdict(&elsewhere, url("https://newstyle.com/1")), (Verdict::Invalid, Some(Standard::Ob05)));
    assert_eq!(verdict(&web, Input::Value(at("0_5_assertion.json"))), (Verdict::Unverifiable, Some(Standard::Ob05)));

    assert_eq!(verdict(&web, Input::Value(at("1_0_basic_assertion.json"))), (Verdict::Verified, Some(Standard::Ob10)));
    assert_eq!(verdict(&web, url("http://a.com/instance")), (Verdict::Verified, Some(Standard::Ob10)));
    let extra = at("1_0_basic_assertion_with_extra_properties.json");
    assert_eq!(verdict(&web, Input::Value(extra)), (Verdict::Verified, Some(Standard::Ob10)));
    let wrong = at("1_0_assertion_with_errors.json");
    let served = web.clone().with("https://a.com/instance", &wrong);
    assert_eq!(verdict(&served, Input::Value(wrong)), (Verdict::Invalid, Some(Standard::Ob10)));
    // A class of 1.0 does not say where it stands, and a profile of 1.0 says nothing by which it could be known.
    assert_eq!(verdict(&web, url("https://a.com/badgeclass")), (Verdict::Warnings, Some(Standard::Ob10)));
    assert_eq!(verdict(&web, Input::Value(at("1_0_basic_issuer.json"))).0, Verdict::NotABadge);

    for (version, standard, verdict_of) in
        [("1_1", Standard::Ob11, Verdict::Warnings), ("2_0", Standard::Ob20, Verdict::Verified)]
    {
        let mut web = Web::default();
        for part in ["assertion", "badgeclass", "issuer"] {
            web = hosted(web, &at(&format!("{version}_basic_{part}.json")));
        }
        // 1.1 wants a uid and has none.
        assert_eq!(verdict(&web, Input::Value(at(&format!("{version}_basic_assertion.json")))), (verdict_of, Some(standard)));
        for part in ["badgeclass", "issuer"] {
            let document = at(&format!("{version}_basic_{part}.json"));
            assert_eq!(verdict(&web, Input::Value(document)), (Verdict::Warnings, Some(standard)));
        }
    }
}

#[test]
fn the_pictures_of_the_bakery_are_read() {
    let Some(heart) = sample("openbadges-bakery/baked_heart.png") else { return };
    let assertion = json!({ "uid": "123", "issuedOn": "2015-04-01", "badge": "http://example.org/badge1",
        "recipient": { "identity": "test@example.com", "hashed": false },
        "verify": { "type": "hosted", "url": "http://example.org/badgeinstance1" } });
    let class = json!({ "name": "N", "description": "D", "image": "http://example.org/i", "criteria": "http://example.org/c",
        "issuer": "http://example.org/issuer" });
    let web = Web::default()
        .with("https://example.org/badgeinstance1", &assertion)
        .with("https://example.org/badge1", &class)
        .with("https://example.org/issuer", &json!({ "name": "I", "url": "http://example.org" }));
    let (report, _) = web.drive(Input::Bytes(heart), options());
    // Its receiver has no type.
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Warnings, IssuerProven::Proven), "{report:#?}");
    assert_eq!(outcome(&report, CheckKind::Schema), Some(Outcome::Warn));
    assert!(report.checks.iter().any(|check| check.detail.contains("inside a PNG")));

    // The drawing of the specification names no receiver, but an address that could.
    let drawing = sample("openbadges-bakery/baked_example.svg").unwrap();
    let (report, asked) = Web::default().drive(Input::Bytes(drawing), options());
    assert_eq!((report.verdict, report.standard), (Verdict::Unverifiable, Some(Standard::Ob10)));
    assert_eq!(asked, ["https://example.org/assertion.json"]);
    for name in [
        "openbadges-bakery/public_domain_heart.png",
        "openbadges-bakery/unbaked_example.svg",
        "1edtech-validator-core/public_domain_heart.png",
    ] {
        let (report, _) = Web::default().drive(Input::Bytes(sample(name).unwrap()), options());
        assert_eq!(report.verdict, Verdict::NotABadge, "{name}");
    }
}

/// Whatever lies in the folder of vectors, now or later, gets a report and never a panic.
#[test]
fn every_file_of_every_vector_gets_a_report() {
    let Some(all) = folder("") else { return };
    let (mut left, mut looked_at) = (vec![all], 0);
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let _ = crate::read::inspect(&bytes);
        let report = offline(Engine::standard(), Input::Bytes(bytes), options());
        assert_ne!(report.verdict, Verdict::Verified, "{}: nothing is proven offline", path.display());
        assert!(!report.summary.is_empty());
        looked_at += 1;
    }
    assert!(looked_at > 100, "{looked_at}");
}
