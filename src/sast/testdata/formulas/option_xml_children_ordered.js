x = [
    // match:
    <a><b /><c /></a>,
    // match:
    <a><c /><b /></a>,
    <a><b /></a>,
    <a><b /><c /><d /></a>,
];
