// SPDX-License-Identifier: MIT
fn read(source: &mut impl Read, size: usize) {
    // ruleid: rust-uninitialised-memory
    let mut one: Vec<u8> = Vec::with_capacity(size);
    unsafe { one.set_len(size); }
    // ok: rust-uninitialised-memory
    let mut two = vec![0u8; size];
    // ok: rust-uninitialised-memory
    let mut three: Vec<u8> = Vec::with_capacity(size);
    fill(three.spare_capacity_mut());
    unsafe { three.set_len(size); }
    // ruleid: rust-uninitialised-memory
    let four: Header = unsafe { std::mem::uninitialized() };
}
