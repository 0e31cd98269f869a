//! What the OpenAPI document needs and no handler says: an id for each operation, a sentence for each status.

use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// Gives each operation an id of its own (`post_recognitions_id_revoke`) and each response a description.
pub(super) fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        let name: String =
            path.trim_start_matches("/api/v1").chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let name = name.split('_').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_");
        for (method, operation) in [("get", item.get.as_mut()), ("post", item.post.as_mut())] {
            if let Some(operation) = operation {
                operation.operation_id = Some(format!("{method}_{name}"));
                describe(operation);
            }
        }
    }
}

fn describe(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = sentence(status).to_owned();
        }
    }
}

fn sentence(status: &str) -> &'static str {
    match status {
        "200" => "Done",
        "201" => "Made",
        "401" => "Send a token",
        "403" => "Not yours to do",
        "404" => "Nothing at this address, or it must look so",
        "409" => "Does not fit where things stand",
        "410" => "Withdrawn",
        "413" => "Too large",
        "422" => "Something to mend, field by field",
        "429" => "Too much at a time: Retry-After says when to come back",
        _ => "As the status says",
    }
}
