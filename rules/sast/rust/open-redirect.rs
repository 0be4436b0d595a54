// SPDX-License-Identifier: MIT
async fn login(Query(query): Query<Login>) -> Redirect {
    if query.known {
        // ok: rust-open-redirect
        return Redirect::to("/");
    }
    // ruleid: rust-open-redirect
    Redirect::to(&query.next)
}

async fn old(query: web::Query<Login>) -> HttpResponse {
    // ruleid: rust-open-redirect
    HttpResponse::Found().append_header(("Location", query.next.clone())).finish()
}
