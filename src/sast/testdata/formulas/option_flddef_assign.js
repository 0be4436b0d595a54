use({
    // match:
    secure: false,
    other: false,
});
// match:
secure = false;
