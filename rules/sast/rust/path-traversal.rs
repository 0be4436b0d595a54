// SPDX-License-Identifier: MIT
use std::fs;

async fn get(name: web::Path<String>) -> impl Responder {
    let path = Path::new("/srv/files").join(name.as_str());
    // ruleid: rust-path-traversal
    let text = fs::read_to_string(path);
    let safe = Path::new("/srv/files").join(Path::new(name.as_str()).file_name().unwrap());
    // ok: rust-path-traversal
    fs::remove_file(safe);
    text
}

async fn download(Query(query): Query<Download>) -> Response {
    // ruleid: rust-path-traversal
    let file = File::open(format!("/srv/{}", query.name));
    // ok: rust-path-traversal
    let own = File::open("/srv/index.html");
    respond(file, own)
}

// ok: rust-path-traversal
fn load(name: &str) -> String { fs::read_to_string(name).unwrap() }
