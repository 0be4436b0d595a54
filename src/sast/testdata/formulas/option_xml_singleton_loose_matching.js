x = [
    // match:
    <a />,
    <a>b</a>,
];
