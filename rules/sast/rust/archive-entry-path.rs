// SPDX-License-Identifier: MIT
fn unpack(mut archive: ZipArchive<File>, folder: &Path) -> Result<()> {
    for i in 0..archive.len() {
        let mut entry = archive.by_index(i)?;
        // ruleid: rust-archive-entry-path
        let path = folder.join(entry.name());
        // ok: rust-archive-entry-path
        let safe = folder.join(entry.enclosed_name().unwrap());
    }
    Ok(())
}

fn own(folder: &Path, user: &User) {
    // ok: rust-archive-entry-path
    folder.join(user.name());
}
