# match:
page("eval(a)")
page("evil(a)")
