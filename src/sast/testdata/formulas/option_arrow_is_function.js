// match:
a = function (x) { return 1 };
b = (x) => { return 1 };
