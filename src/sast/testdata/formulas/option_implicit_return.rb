def a
  1
end

def b
  # match:
  return 2
end
