defmodule App.MixProject do
  defp deps do
    [
      {:jason, "~> 1.4"},
      {:forked, git: "https://github.com/someone/forked.git"},
      {:credo, "~> 1.7", only: [:dev, :test], runtime: false},
      {:ex_machina, "2.7.0", only: :test}
    ]
  end
end
