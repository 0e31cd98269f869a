//! What the giver and the receivers do, each act under a key of its own, each answer remembered.

use std::collections::VecDeque;
use std::sync::mpsc::Sender;

use serde_json::{Value, json};

use crate::http::{Answer, Gone, ask};
use crate::program::{DataFolder, Program};

/// Receivers in one list.
const RECEIVERS: usize = 20;

/// One request of the API.
#[derive(Debug, Clone)]
struct Act {
    token: String,
    key: String,
    path: String,
    body: Value,
    expected: u16,
}

/// Somebody who gives, and remembers every answer.
pub struct Giver {
    token: String,
    givers: u32,
    next: u32,
    model: Option<String>,
    /// Offers that nobody has answered yet.
    claims: VecDeque<String>,
    done: Vec<(Act, Value)>,
    unanswered: Option<Act>,
}

impl Giver {
    /// Somebody new in this folder.
    pub fn new(data: &DataFolder) -> Self {
        let token = data.token("giver-0");
        Self { token, givers: 1, next: 0, model: None, claims: VecDeque::new(), done: Vec::new(), unanswered: None }
    }

    /// Goes on as somebody else: what one person may give in a day is limited.
    pub fn becomes_another(&mut self, data: &DataFolder) {
        self.token = data.token(&format!("giver-{}", self.givers));
        self.givers += 1;
        self.model = None;
    }

    /// How many acts were acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        self.done.len()
    }

    /// Acts until the server is gone; tells of each acknowledgement. Says whether an act was under way at the end.
    pub fn gives_until_nobody_answers(&mut self, address: &str, tell: &Sender<()>) -> bool {
        loop {
            let act = self.next_act();
            // a connection that was never accepted carried no act
            if ask(address, "GET", "/healthz", &[], None).is_err() {
                return false;
            }
            self.unanswered = Some(act.clone());
            match self.does(address, &act) {
                Ok(answer) => self.remembers(act, answer),
                Err(Gone) => return true,
            }
            if tell.send(()).is_err() {
                // nobody counts any more: the kill is on its way
                continue;
            }
        }
    }

    /// The act that got no answer, again under its key: it is done once, whether it was done before or not.
    pub fn repeats_what_got_no_answer(&mut self, program: &Program) {
        if let Some(act) = self.unanswered.take() {
            let answer = self.does(&program.address(), &act).unwrap();
            self.remembers(act, answer);
        }
    }

    /// Every act again under its key: the same answer as the first time, so nothing is lost and nothing done twice.
    pub fn everything_answers_as_before(&self, program: &Program) {
        for (act, before) in &self.done {
            let answer = self.does(&program.address(), act).unwrap();
            assert_eq!(&answer.body, before, "{act:?} answers otherwise than it did");
        }
    }

    fn does(&self, address: &str, act: &Act) -> Result<Answer, Gone> {
        let bearer = format!("Bearer {}", act.token);
        let headers = [("Authorization", bearer.as_str()), ("Idempotency-Key", &act.key)];
        ask(address, "POST", &act.path, &headers, Some(&act.body))
    }

    fn remembers(&mut self, act: Act, answer: Answer) {
        self.unanswered = None;
        assert_eq!(answer.status, act.expected, "{act:?}: {answer:?}");
        if act.path.ends_with("/models") {
            self.model = answer.body["id"].as_str().map(str::to_owned);
        }
        let links = answer.body["offers"].as_array().cloned().unwrap_or_else(|| vec![answer.body.clone()]);
        let links = links.iter().filter_map(|offer| offer["claim_url"].as_str());
        self.claims.extend(links.filter_map(|link| link.rsplit('/').next()).map(str::to_owned));
        self.done.push((act, answer.body));
    }

    /// A model first; then words, lists and acceptances in turn.
    fn next_act(&mut self) -> Act {
        self.next += 1;
        let number = self.next;
        let act = |path: String, body: Value, expected: u16| Act {
            token: self.token.clone(),
            key: format!("act-{number}"),
            path,
            body,
            expected,
        };
        let Some(model) = &self.model else {
            let body = json!({"name": {"fr": "Je répare"}, "description": {"fr": "Répare avec les autres."},
                "criteria": {"fr": "Avoir réparé."}, "kind": "peer"});
            return act("/api/v1/models".to_owned(), body, 201);
        };
        if number.is_multiple_of(3)
            && let Some(claim) = self.claims.pop_front()
        {
            return act(format!("/api/v1/offers/{claim}/accept"), json!({"visibility": "public"}), 200);
        }
        if number.is_multiple_of(4) {
            let recipients: Vec<Value> =
                (0..RECEIVERS).map(|row| json!({"email": format!("r{row}.{number}@exemple.fr")})).collect();
            return act(format!("/api/v1/models/{model}/offers"), json!({ "recipients": recipients }), 201);
        }
        let words = format!("Jour {number} : vous avez attendu la dernière personne.");
        act("/api/v1/recognitions".to_owned(), json!({"to": {"link": true}, "words": words}), 201)
    }
}
