void f(char *a) {
  // match:
  gets(a);
  fgets(a);
  // match:
  int TODOlater;
}
