import made from 'm';
// match:
made(1);
other(1);
