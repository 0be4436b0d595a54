import nail
